package io.dagstore.distribution.gostore.leveldb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which tables and logs a database is made of now: the sum of the changes in its manifest. */
final class Manifest {
  private static final int COMPARATOR = 1;
  private static final int LOG = 2;
  private static final int NEXT_FILE = 3;
  private static final int LAST_SEQUENCE = 4;
  private static final int COMPACT_POINTER = 5;
  private static final int DELETED_TABLE = 6;
  private static final int NEW_TABLE = 7;
  private static final int PREVIOUS_LOG = 9;

  /** What follows a key inside of a database: its sequence number and kind. */
  static final int KEY_TRAILER = 8;

  private static final int MOST_LEVELS = 64;
  private static final String BYTE_ORDER = "leveldb.BytewiseComparator";

  private final Map<Long, TableFile> tables = new HashMap<>();
  private long log;
  private long previousLog;

  Manifest(LogFile changes) throws IOException {
    changes.forEach(this::change);
  }

  private void change(LogFile from) throws IOException {
    while (from.hasMore()) {
      int field = (int) from.varint();
      switch (field) {
        case COMPARATOR -> comparator(from);
        case LOG -> log = from.varint();
        case NEXT_FILE, LAST_SEQUENCE -> from.varint();
        case COMPACT_POINTER -> {
          level(from);
          from.pass(from.varint());
        }
        case DELETED_TABLE -> {
          level(from);
          tables.remove(from.varint());
        }
        case NEW_TABLE -> table(from);
        case PREVIOUS_LOG -> previousLog = from.varint();
        default -> throw from.corrupt("field of a manifest", "1 to 7 or 9", "" + field);
      }
    }
  }

  private static void comparator(LogFile from) throws IOException {
    var name = new String(from.bytes(from.varint(), Entry.MAX_KEY), StandardCharsets.UTF_8);
    if (!name.equals(BYTE_ORDER)) {
      throw from.corrupt("order of keys", BYTE_ORDER, name);
    }
  }

  private static int level(LogFile from) throws IOException {
    long level = from.varint();
    if (level >= MOST_LEVELS) {
      throw from.corrupt("level", "less than " + MOST_LEVELS, Long.toString(level));
    }
    return (int) level;
  }

  private void table(LogFile from) throws IOException {
    int level = level(from);
    long number = from.varint();
    from.varint();
    tables.put(number, new TableFile(level, number, key(from), key(from)));
  }

  private static byte[] key(LogFile from) throws IOException {
    var key = from.bytes(from.varint(), Entry.MAX_KEY);
    if (key.length < KEY_TRAILER) {
      throw from.corrupt("key", "at least " + KEY_TRAILER + " bytes", key.length + "");
    }
    return Arrays.copyOf(key, key.length - KEY_TRAILER);
  }

  /** The tables that can hold keys which begin so. */
  List<TableFile> tables(byte[] prefix) {
    return tables.values().stream().filter(table -> table.mayHold(prefix)).toList();
  }

  /** Whether what this log says may be in no table. */
  boolean needsLog(long number) {
    return number >= log || (number == previousLog && previousLog > 0);
  }
}
