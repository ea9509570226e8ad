package io.dagstore.core.store;

import io.dagstore.core.api.ShardNote;
import io.dagstore.core.api.ShardNote.What;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a shard that failed, beside its record; a shard that never failed has none. Its
 * bytes are big-endian, texts as those of {@link RecordFormat}:
 *
 * <pre>
 * u8   version, 1
 * i32  retries that were planned since it was last indexed
 * i64  when it is tried again, ms since 1970; the largest number: it is not
 * u8   number of notes, the oldest first
 *   u8   what happened, as {@link ShardNote.What#number}
 *   i64  when, ms since 1970
 *   i64  the retry that was planned then, as above
 *   text why
 * i32  CRC32C of the key's UTF-8 and all bytes before
 * </pre>
 *
 * @param retries planned since the shard was last indexed
 * @param due when it is tried again, ms since 1970, or {@link #NEVER}
 * @param notes the last {@value #MAX_NOTES} things that happened
 */
record Trouble(int retries, long due, List<ShardNote> notes) {
  /** Nothing is planned. */
  static final long NEVER = Long.MAX_VALUE;

  static final int MAX_NOTES = 8;
  static final int MAX_TEXT = 200;
  static final Trouble NONE = new Trouble(0, NEVER, List.of());

  private static final int VERSION = 1;

  /** With one thing more that happened, and what follows from it. */
  Trouble and(ShardNote note, int newRetries) {
    var all = new ArrayList<>(notes);
    boolean again = note.what() == What.PUT_OFF && !all.isEmpty();
    if (again && all.getLast().what() == What.PUT_OFF) {
      all.removeLast();
    }
    all.add(note);
    long next = note.retry().map(Instant::toEpochMilli).orElse(NEVER);
    int from = Math.max(0, all.size() - MAX_NOTES);
    return new Trouble(newRetries, next, List.copyOf(all.subList(from, all.size())));
  }

  /** A text that is short enough to be kept. */
  static String brief(String text) {
    var line = text.strip().replaceAll("\\p{Cntrl}+", " ");
    if (line.length() <= MAX_TEXT) {
      return line;
    }
    int end = MAX_TEXT - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  byte[] write(String key) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(retries);
      out.writeLong(due);
      out.writeByte(notes.size());
      for (var note : notes) {
        out.writeByte(note.what().number());
        out.writeLong(note.time().toEpochMilli());
        out.writeLong(note.retry().map(Instant::toEpochMilli).orElse(NEVER));
        RecordFormat.writeText(out, note.text());
      }
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
    return RecordFormat.summed(key, bytes.toByteArray());
  }

  /**
   * What these bytes say.
   *
   * @throws IllegalArgumentException if they are none
   */
  static Trouble read(String key, byte[] bytes) {
    RecordFormat.check(key, bytes);
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("version: expected " + VERSION + ", got " + version);
      }
      int retries = in.readInt();
      long due = in.readLong();
      var notes = new ArrayList<ShardNote>();
      for (int left = in.readUnsignedByte(); left > 0; left--) {
        notes.add(note(in));
      }
      return new Trouble(retries, due, List.copyOf(notes));
    } catch (IOException e) {
      throw new IllegalArgumentException("expected more bytes, got " + bytes.length, e);
    }
  }

  private static ShardNote note(DataInputStream in) throws IOException {
    int number = in.readUnsignedByte();
    var what =
        What.of(number).orElseThrow(() -> new IllegalArgumentException("note: got " + number));
    var time = Instant.ofEpochMilli(in.readLong());
    long retry = in.readLong();
    return new ShardNote(
        time,
        what,
        RecordFormat.readText(in),
        retry == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(retry)));
  }
}
