package io.dagstore.core.car;

import static io.dagstore.core.car.CarException.Fault.CID_TOO_LONG;
import static io.dagstore.core.car.CarException.Fault.INDEX_TOO_DIVERSE;

import io.dagstore.core.ipld.Multicodec;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the places of blocks into an index. Takes any number of blocks in bounded memory: beyond
 * some 8 MiB of entries they go to a scratch file, partitioned by digest, and the partitions are
 * sorted in parallel. Offsets of equal digests are to be added in ascending order, as a scan does.
 * One thread; closing it removes the scratch file.
 */
public final class CarIndexBuilder implements Closeable {
  private static final int HEAP = 8 << 20;
  private static final int MOST_GROUPS = 1 << 12;
  private static final int MOST_WRITERS = 8;

  /** Each has two runs in memory; more than these would wait for the scan. */
  private static final int MOST_HANDS = 4;

  private final IndexKind kind;
  private final Path folder;
  private final int most;
  private final Work work;
  private final TreeMap<Long, TreeMap<Integer, IndexGroup>> groups = new TreeMap<>();
  private final Hands hands;
  private @Nullable ScratchFile scratch;
  private @Nullable IndexGroup last;
  private int groupCount;
  private long heap;
  private long size;

  private CarIndexBuilder(IndexKind kind, Path folder, Work work, int most) {
    this.most = most;
    this.kind = kind;
    this.folder = folder;
    this.work = work;
    this.hands = new Hands(new Work(work.executor(), Math.min(work.parallelism(), MOST_HANDS)), 1);
  }

  /**
   * An empty builder.
   *
   * @param kind which index; not {@link IndexKind#NONE}
   * @param scratch existing folder for the scratch file, made only if the index is large
   * @param work hands to sort the partitions of a large index
   */
  public static CarIndexBuilder of(IndexKind kind, Path scratch, Work work) {
    return of(kind, scratch, work, HEAP);
  }

  /** As {@link #of(IndexKind, Path, Work)}, with at most so many bytes of entries on the heap. */
  static CarIndexBuilder of(IndexKind kind, Path scratch, Work work, int most) {
    if (kind == IndexKind.NONE) {
      throw new IllegalArgumentException("no index to build");
    }
    return new CarIndexBuilder(kind, scratch, work, most);
  }

  /**
   * Adds all sections that the scanner has left.
   *
   * @param identities whether those with identity CIDs too
   * @throws CarException if the data is bad, or a CID longer than an index may take
   */
  public void addAll(CarScanner scanner, boolean identities) throws IOException {
    scanner.forEach(section -> {
      if (identities || section.hashFunction() != Multicodec.IDENTITY) {
        add(section);
      }
    });
  }

  /**
   * Adds the scanner's current section. Identity CIDs too: leaving them out is the caller's choice.
   *
   * @throws CarException if the CID is longer than an index may take
   */
  public void add(CarScanner scanner) throws IOException {
    if (scanner.cidLength() > scanner.limits().maxIndexCid()) {
      throw new CarException(
          CID_TOO_LONG,
          scanner.source(),
          scanner.sectionOffset(),
          "CID to index",
          "at most " + scanner.limits().maxIndexCid() + " bytes",
          Integer.toString(scanner.cidLength()));
    }
    add(
        scanner.hashFunction(),
        scanner.window(),
        scanner.digestOffset() - scanner.windowBase(),
        scanner.digestLength(),
        scanner.payloadOffset());
  }

  /**
   * Adds one entry; {@code offset} counts from the first byte of the CARv1 payload. An empty digest
   * is left out, since readers refuse buckets of such width.
   */
  public void add(
      long hashFunction, MemorySegment digest, long digestOffset, int digestLength, long offset)
      throws IOException {
    if (digestLength == 0) {
      return;
    }
    long code = kind == IndexKind.SORTED ? -1 : hashFunction;
    var group = last;
    if (group == null || group.hashFunction != code || group.width != digestLength + 8) {
      group = group(code, digestLength, offset);
      last = group;
    }
    if (group.isFull() || group.hasRun()) {
      makeRoom(group);
    }
    group.add(digest, digestOffset, offset);
    size++;
  }

  private void makeRoom(IndexGroup group) throws IOException {
    if (group.hasRun()) {
      spill(group, true);
    }
    if (group.isFull()) {
      heap += group.grow();
    }
    while (heap > most) {
      spill(largest(), false);
    }
    if (group.isFull()) {
      heap += group.grow();
    }
  }

  private void spill(IndexGroup group, boolean more) throws IOException {
    if (scratch == null) {
      scratch = new ScratchFile(folder);
    }
    heap -= group.heap();
    group.spill(scratch, hands, more);
    heap += group.heap();
  }

  private IndexGroup group(long code, int digestLength, long offset) throws CarException {
    var widths = groups.computeIfAbsent(code, _ -> new TreeMap<>());
    var known = widths.get(digestLength);
    if (known != null) {
      return known;
    }
    if (++groupCount > MOST_GROUPS) {
      throw new CarException(
          INDEX_TOO_DIVERSE,
          "the blocks to index",
          offset,
          "kinds of multihash",
          "at most " + MOST_GROUPS,
          "more");
    }
    var group = new IndexGroup(code, digestLength);
    widths.put(digestLength, group);
    return group;
  }

  private IndexGroup largest() {
    return groups.values().stream()
        .flatMap(widths -> widths.values().stream())
        .max((a, b) -> Integer.compare(a.heap(), b.heap()))
        .orElseThrow();
  }

  /** Number of entries so far. */
  public long size() {
    return size;
  }

  /** Length in bytes that the index has on disk. */
  public long byteLength() {
    long length = 2 + 4;
    for (var widths : groups.values()) {
      length += kind == IndexKind.SORTED ? 0 : 12;
      for (var group : widths.values()) {
        length += 12 + group.byteLength();
      }
    }
    return length;
  }

  /**
   * Writes the index at {@code position} of {@code out} and returns its length. To be called once.
   */
  public long writeTo(FileChannel out, long position) throws IOException {
    return write((bytes, at) -> ScratchFile.write(out, bytes, at), position);
  }

  /** Whether all entries are in memory, so that {@link #toBytes} takes no more than they do. */
  boolean isSmall() {
    return scratch == null;
  }

  /** The index in memory. To be called once, instead of {@link #writeTo}. */
  byte[] toBytes() throws IOException {
    var bytes = ByteBuffer.allocate(Math.toIntExact(byteLength()));
    write(
        (part, at) -> {
          bytes.put((int) at, part, part.position(), part.remaining());
          part.position(part.limit());
        },
        0);
    return bytes.array();
  }

  private long write(IndexTarget out, long position) throws IOException {
    spillRest();
    long at = position + writeHead(out, position);
    for (var widths : groups.values()) {
      if (kind == IndexKind.MULTIHASH_SORTED) {
        var code = buffer(12).putLong(widths.firstEntry().getValue().hashFunction);
        out.write(code.putInt(widths.size()).flip(), at);
        at += 12;
      }
      for (var group : widths.values()) {
        var bucket = buffer(12).putInt(group.width).putLong(group.byteLength());
        out.write(bucket.flip(), at);
        write(group, out, at + 12);
        at += 12 + group.byteLength();
      }
    }
    return at - position;
  }

  private void spillRest() throws IOException {
    for (var widths : groups.values()) {
      for (var group : widths.values()) {
        if (group.runs() != null) {
          spill(group, false);
        }
      }
    }
    hands.await();
  }

  private int writeHead(IndexTarget out, long position) throws IOException {
    int count = groupsOnTop();
    var head = buffer(6).put((byte) ((kind.code() & 0x7f) | 0x80)).put((byte) (kind.code() >> 7));
    out.write(head.putInt(count).flip(), position);
    return 6;
  }

  private int groupsOnTop() {
    return kind == IndexKind.MULTIHASH_SORTED ? groups.size() : groupCount;
  }

  private void write(IndexGroup group, IndexTarget out, long position) throws IOException {
    var runs = group.runs();
    if (runs == null) {
      new EntryWriter(out).write(group.memory(), group.width, (int) group.count(), position);
      return;
    }
    runs.order();
    var positions = new long[EntryRuns.PARTITIONS];
    long at = position;
    for (int i = 0; i < positions.length; i++) {
      positions[i] = at;
      at += runs.byteLength(i);
    }
    var next = new AtomicInteger();
    var writers = new Hands(work, 1);
    for (int i = 0; i < Math.min(work.parallelism(), MOST_WRITERS); i++) {
      writers.give(() -> {
        var writer = new EntryWriter(out);
        for (int p; (p = next.getAndIncrement()) < positions.length; ) {
          writer.write(runs, p, scratchFile(), group.width, positions[p]);
        }
      });
    }
    writers.await();
  }

  private ScratchFile scratchFile() {
    var file = scratch;
    if (file == null) {
      throw new IllegalStateException("nothing was spilled");
    }
    return file;
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    try (var _ = scratch) {
      hands.await();
    }
  }
}
