package io.dagstore.distribution.gostore.leveldb;

import java.util.Arrays;

/** One entry of a database: what was put under a key, or that the key was deleted. */
public final class Entry {
  /** Longer values are cut there. */
  public static final int MAX_VALUE = 1 << 20;

  /** Nothing that is looked for has a longer key. */
  static final int MAX_KEY = 64 << 10;

  private final byte[] key;
  private final byte[] value;
  private final long length;
  private final long sequence;
  private final boolean deleted;

  Entry(byte[] key, byte[] value, long length, long sequence, boolean deleted) {
    this.key = key;
    this.value = value;
    this.length = length;
    this.sequence = sequence;
    this.deleted = deleted;
  }

  /** The key; not to be changed. */
  public byte[] key() {
    return key;
  }

  /** The value, of which at most {@link #MAX_VALUE} bytes are here; not to be changed. */
  public byte[] value() {
    return value;
  }

  /** Bytes of the whole value. */
  public long length() {
    return length;
  }

  boolean deleted() {
    return deleted;
  }

  boolean isNewerThan(Entry other) {
    return sequence > other.sequence;
  }

  /** Order of keys; of one key the newest first. */
  static int compare(Entry a, Entry b) {
    int byKey = Arrays.compareUnsigned(a.key, b.key);
    return byKey != 0 ? byKey : Long.compareUnsigned(b.sequence, a.sequence);
  }

  static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }
}
