package io.dagstore.distribution.gostore.leveldb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** What the logs hold that is in no table: the newest entry of each key that has the prefix. */
final class WriteLog {
  private static final int DELETE = 0;
  private static final int PUT = 1;

  private final byte[] prefix;
  private final TreeMap<byte[], Entry> newest = new TreeMap<>(Arrays::compareUnsigned);

  WriteLog(byte[] prefix) {
    this.prefix = prefix;
  }

  /** Takes in one log; the older ones come first. */
  void add(LogFile log) throws IOException {
    log.forEach(this::batch);
  }

  /** A batch counts whole or not at all. */
  private void batch(LogFile log) throws IOException {
    long sequence = log.fixed(8);
    long count = log.fixed(4);
    var found = new ArrayList<Entry>();
    for (long i = 0; i < count; i++) {
      change(log, sequence + i, found);
    }
    if (log.hasMore()) {
      throw log.corrupt("batch", "its end after " + count + " changes", "more");
    }
    apply(found);
  }

  private void apply(List<Entry> found) {
    for (var entry : found) {
      newest.merge(entry.key(), entry, (old, now) -> old.isNewerThan(now) ? old : now);
    }
  }

  private void change(LogFile log, long sequence, List<Entry> found) throws IOException {
    int kind = log.u8();
    if (kind != DELETE && kind != PUT) {
      throw log.corrupt("change", DELETE + " or " + PUT, Integer.toString(kind));
    }
    long keyLength = log.varint();
    boolean wanted = keyLength >= prefix.length;
    var head = wanted ? log.bytes(prefix.length, prefix.length) : new byte[0];
    wanted = wanted && Arrays.equals(head, prefix);
    if (!wanted) {
      log.pass(keyLength - head.length);
      log.pass(kind == PUT ? log.varint() : 0);
      return;
    }
    var key = key(log, keyLength);
    long length = kind == PUT ? log.varint() : 0;
    var value = log.bytes(Math.min(length, Entry.MAX_VALUE), Entry.MAX_VALUE);
    log.pass(length - value.length);
    found.add(new Entry(key, value, length, sequence, kind == DELETE));
  }

  private byte[] key(LogFile log, long length) throws IOException {
    var rest = log.bytes(length - prefix.length, Entry.MAX_KEY);
    var key = Arrays.copyOf(prefix, prefix.length + rest.length);
    System.arraycopy(rest, 0, key, prefix.length, rest.length);
    return key;
  }

  Cursor cursor() {
    var entries = newest.values().iterator();
    return () -> entries.hasNext() ? entries.next() : null;
  }
}
