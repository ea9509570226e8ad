package io.dagstore.index.chronicle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import net.openhft.chronicle.hash.ChronicleHashCorruption;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;

/**
 * The file {@code <generation>.pairs}: a Chronicle Map from a key and a place to a pair. The pairs
 * of a key have the places from 0 on, without a gap; an entry is never changed once it is there.
 * Beside them, at place -1, the number of pairs of each slot, put when all of them were.
 */
final class PairMap implements AutoCloseable {
  private static final int KEY_BYTES = Long.BYTES + Integer.BYTES;
  private static final int COUNT = -1;

  /** How far its segments may fill unevenly, or beyond what was planned, before it is full. */
  private static final double BLOAT = 4;

  private final ChronicleMap<byte[], byte[]> map;

  /** Hears of each pair. */
  @FunctionalInterface
  interface Visitor {
    void pair(long key, Pair pair) throws IOException;
  }

  private PairMap(ChronicleMap<byte[], byte[]> map) {
    this.map = map;
  }

  private static ChronicleMapBuilder<byte[], byte[]> builder(long capacity) {
    return ChronicleMapBuilder.of(byte[].class, byte[].class)
        .name("dagstore")
        .constantKeySizeBySample(new byte[KEY_BYTES])
        .constantValueSizeBySample(new byte[Long.BYTES])
        .entries(capacity)
        .maxBloatFactor(BLOAT)
        .checksumEntries(true)
        .skipCloseOnExitHook(true);
  }

  /** Opens the map, and makes it where it is not there. */
  static PairMap open(Path file, long capacity) throws IOException {
    return new PairMap(builder(capacity).createPersistedTo(file.toFile()));
  }

  /** Opens a map whose writer was killed: frees its locks, drops what was half written. */
  static PairMap recover(Path file, long capacity) throws IOException {
    ChronicleHashCorruption.Listener drop = corruption -> {};
    return new PairMap(builder(capacity).recoverPersistedTo(file.toFile(), true, drop));
  }

  private static byte[] name(long key, int place) {
    var name = new byte[KEY_BYTES];
    ByteBuffer.wrap(name).putLong(key).putInt(place);
    return name;
  }

  private static void place(byte[] name, int place) {
    ByteBuffer.wrap(name).putInt(Long.BYTES, place);
  }

  private static byte[] value(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  private static long number(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }

  /** Hears of the pairs of one key; says whether to go on. */
  @FunctionalInterface
  interface OfKey {
    boolean pair(long packed);
  }

  void pairs(long key, OfKey each) {
    var name = name(key, 0);
    var buffer = new byte[Long.BYTES];
    for (int place = 0; ; place++) {
      place(name, place);
      var found = map.getUsing(name, buffer);
      if (found == null || !each.pair(number(found))) {
        return;
      }
    }
  }

  boolean has(long key, Pair pair) {
    boolean[] found = {false};
    pairs(
        key,
        packed -> {
          found[0] = packed == pair.packed();
          return !found[0];
        });
    return found[0];
  }

  /** Puts a pair behind those that the key has; those who put come one after the other. */
  void add(long key, Pair pair) {
    var name = name(key, 0);
    var value = value(pair.packed());
    if (map.putIfAbsent(name, value) != null) {
      place(name, firstFree(name));
      map.put(name, value);
    }
  }

  /** There is no gap, so that a key of very many shards costs the logarithm of their number. */
  private int firstFree(byte[] name) {
    int taken = 0;
    int free = 1;
    while (isTaken(name, free)) {
      taken = free;
      free = Math.multiplyExact(free, 2);
    }
    while (taken + 1 < free) {
      int middle = taken + (free - taken) / 2;
      if (isTaken(name, middle)) {
        taken = middle;
      } else {
        free = middle;
      }
    }
    return free;
  }

  private boolean isTaken(byte[] name, int place) {
    place(name, place);
    return map.containsKey(name);
  }

  /** Says how many pairs were put under a slot, once all of them were. */
  void counted(int slot, long pairs) {
    map.put(name(slot, COUNT), value(pairs));
  }

  /** How many pairs were put under a slot, or -1 if not all of them were. */
  long counted(int slot) {
    var found = map.get(name(slot, COUNT));
    return found == null ? -1 : number(found);
  }

  /** Tells of each pair, in no order. */
  void forEach(Visitor visitor) throws IOException {
    var buffer = ByteBuffer.allocate(KEY_BYTES);
    try {
      map.forEach((name, value) -> {
        buffer.clear().put(name).flip();
        long key = buffer.getLong();
        if (buffer.getInt() != COUNT) {
          tell(visitor, key, Pair.of(number(value)));
        }
      });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void tell(Visitor visitor, long key, Pair pair) {
    try {
      visitor.pair(key, pair);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    map.close();
  }
}
