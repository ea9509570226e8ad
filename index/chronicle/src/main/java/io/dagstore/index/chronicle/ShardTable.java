package io.dagstore.index.chronicle;

import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file {@code <generation>.shards}: which shards count, in memory that all processes share. One
 * number is written for a shard that comes or goes, so that it is seen whole or not at all. Sparse:
 * it takes the room of the shards that there were. Native byte order, never forced alone: after a
 * start of the machine the manifest says which shards count.
 *
 * <pre>
 * 0    8   magic "DAGCHRO1"
 * 8    8   the start of the machine in which it was written
 * 16   8   1: a process has it open to write, or was killed
 * 24   8   1: another generation counts, look for it
 * 32   8   number of changes
 * 40   8   highest number of a shard that came, and 1
 * 48   8   number of shards
 * 56   8   pairs in the map, those that no longer count among them
 * 64   8   pairs that count
 * 72   8   pairs that the map was made for
 * 128  4n  slot of each shard, or 0
 * </pre>
 */
final class ShardTable implements AutoCloseable {
  /** Numbers above fail the adding: the file would be larger than it is worth. */
  static final int MOST_SHARDS = 1 << 24;

  private static final long MAGIC = 0x44414743_4852_4F31L;
  private static final long SLOTS = 128;
  private static final long BYTES = SLOTS + (long) MOST_SHARDS * Integer.BYTES;
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

  /** A number in the head of the file. */
  enum Field {
    BOOT(8),
    DIRTY(16),
    SUPERSEDED(24),
    CHANGES(32),
    END(40),
    SHARDS(48),
    USED(56),
    COUNTING(64),
    CAPACITY(72);

    private final long offset;

    Field(long offset) {
      this.offset = offset;
    }
  }

  private final Path file;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment table;
  private volatile Snapshot last = new Snapshot(-1, Live.NONE);

  private record Snapshot(long changes, Live live) {}

  private ShardTable(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.table = channel.map(MapMode.READ_WRITE, 0, BYTES, arena);
  }

  /** A table without shards. */
  static ShardTable create(Path file, long boot) throws IOException {
    try (var channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      var made = new ShardTable(file, channel);
      made.set(Field.BOOT, boot);
      LONG.setRelease(made.table, 0L, MAGIC);
      return made;
    }
  }

  /** One that is there. */
  static ShardTable open(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (channel.size() != BYTES) {
        throw new CorruptDataException(
            file.toString(), -1, "shard table", BYTES + " bytes", channel.size() + " bytes");
      }
      var opened = new ShardTable(file, channel);
      long magic = (long) LONG.getAcquire(opened.table, 0L);
      if (magic != MAGIC) {
        opened.close();
        throw new CorruptDataException(
            file.toString(), 0, "magic", Long.toHexString(MAGIC), Long.toHexString(magic));
      }
      return opened;
    }
  }

  Path file() {
    return file;
  }

  long get(Field field) {
    return (long) LONG.getAcquire(table, field.offset);
  }

  /** For the one that writes. */
  void set(Field field, long value) {
    LONG.setRelease(table, field.offset, value);
  }

  private void add(Field field, long more) {
    set(field, get(field) + more);
  }

  private static long at(int shard) {
    return SLOTS + (long) shard * Integer.BYTES;
  }

  /** The slot under which this shard counts now, or {@link Live#NO_SLOT}. */
  int slot(int shard) {
    return shard < MOST_SHARDS ? (int) INT.getAcquire(table, at(shard)) : Live.NO_SLOT;
  }

  boolean counts(Pair pair) {
    return slot(pair.shard()) == pair.slot();
  }

  /**
   * Lets a shard count under another slot, in one step; for the one that writes.
   *
   * @param before pairs that it had
   * @param now pairs that it has
   */
  void put(int shard, int slot, long before, long now) {
    int old = slot(shard);
    set(Field.END, Math.max(get(Field.END), shard + 1L));
    INT.setRelease(table, at(shard), slot);
    add(Field.CHANGES, 1);
    add(Field.SHARDS, (slot == Live.NO_SLOT ? 0 : 1) - (old == Live.NO_SLOT ? 0 : 1));
    add(Field.COUNTING, now - before);
  }

  /** Counts pairs that were put into the map; for the one that writes. */
  void used(long more) {
    add(Field.USED, more);
  }

  /** Which shards count now. */
  Live live() {
    while (true) {
      long changes = get(Field.CHANGES);
      var known = last;
      if (known.changes == changes) {
        return known.live;
      }
      int end = Math.clamp(get(Field.END), 0, MOST_SHARDS);
      var live =
          new Live(table.asSlice(SLOTS, (long) end * Integer.BYTES).toArray(ValueLayout.JAVA_INT));
      if (get(Field.CHANGES) == changes) {
        last = new Snapshot(changes, live);
        return live;
      }
    }
  }

  /** Nothing may be inside it. */
  @Override
  public void close() {
    arena.close();
  }
}
