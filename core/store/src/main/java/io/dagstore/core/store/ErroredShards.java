package io.dagstore.core.store;

import io.dagstore.core.api.ShardState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * Marks of errored shards in the order in which they are tried again, so that they are found
 * without a look at any other, and the {@link Trouble} of each shard that ever failed. Both change
 * in the same step as the record. Thread-safe.
 */
final class ErroredShards {
  private static final String BEGUN = "errored-marked";
  private static final int DUE_DIGITS = 16;

  private final RecordFile file;
  private final MVMap<String, byte[]> troubles;
  private final MVMap<String, String> marks;

  /**
   * A shard that is errored.
   *
   * @param place where its mark stands in the order
   * @param number the shard's, as text
   */
  record Mark(String place, String number) {
    /** When it is tried again, ms since 1970, or {@link Trouble#NEVER}. */
    long due() {
      return HexFormat.fromHexDigitsToLong(place, 0, DUE_DIGITS);
    }

    String shard() {
      return place.length() > DUE_DIGITS ? place.substring(DUE_DIGITS + 1) : "";
    }
  }

  ErroredShards(RecordFile file) throws IOException {
    this.file = file;
    troubles = file.map("troubles", ByteArrayDataType.INSTANCE);
    marks = file.map("errored", StringDataType.INSTANCE);
  }

  /** The maps, for who examines them. */
  MVMap<String, byte[]> troubles() {
    return troubles;
  }

  MVMap<String, String> marks() {
    return marks;
  }

  /** Marks what was errored before there were marks; called as a change of the records. */
  void begin(Map<String, String> facts, Map<String, byte[]> shards) {
    if (!facts.containsKey(BEGUN)) {
      shards.forEach((key, bytes) -> change(null, RecordFormat.read(key, bytes)));
      facts.put(BEGUN, "1");
    }
  }

  /** Follows a record that comes, changes or goes; called as a change of the records. */
  void change(@Nullable ShardRecord before, @Nullable ShardRecord after) {
    if (before != null && isMarked(before)) {
      marks.remove(place(before));
    }
    if (after == null && before != null) {
      troubles.remove(before.key().value());
    } else if (after != null && isMarked(after)) {
      marks.put(place(after), Integer.toString(after.number()));
    }
  }

  /** Changes what befell a shard, before its record changes in the same step. */
  void befall(@Nullable ShardRecord before, ShardRecord after, UnaryOperator<Trouble> trouble) {
    var key = after.key().value();
    var was = known(key);
    var now = trouble.apply(was);
    if (now.equals(was)) {
      return;
    }
    if (before != null && isMarked(before)) {
      marks.remove(place(before));
    }
    if (now.equals(Trouble.NONE)) {
      troubles.remove(key);
    } else {
      troubles.put(key, now.write(key));
    }
  }

  /** Whether there is a mark of this shard. */
  static boolean isMarked(ShardRecord shard) {
    return shard.state() == ShardState.ERRORED && !shard.destroying();
  }

  /** Where the mark of an errored shard stands. */
  String place(ShardRecord shard) {
    var key = shard.key().value();
    return HexFormat.of().toHexDigits(known(key).due()) + " " + key;
  }

  /** What is known of a shard. What cannot be read is forgotten: the shard itself is worth more. */
  Trouble known(String key) {
    var bytes = troubles.get(key);
    try {
      return bytes == null ? Trouble.NONE : Trouble.read(key, bytes);
    } catch (IllegalArgumentException e) {
      return Trouble.NONE;
    }
  }

  /** Errored shards behind this place, at most so many. */
  List<Mark> page(String after, int limit) throws IOException {
    return file.read(() -> {
      var page = new ArrayList<Mark>();
      var first = marks.higherKey(after);
      if (first != null) {
        for (var all = marks.cursor(first); all.hasNext() && page.size() < limit; ) {
          page.add(new Mark(all.next(), all.getValue()));
        }
      }
      return page;
    });
  }
}
