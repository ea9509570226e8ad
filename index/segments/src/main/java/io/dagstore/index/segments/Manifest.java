package io.dagstore.index.segments;

import io.dagstore.core.files.Advice;
import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Envelope;
import io.dagstore.core.files.EnvelopeWriter;
import io.dagstore.core.files.Mapping;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The file {@code manifest}: which segments count. An {@link Envelope} of the format "manifest",
 * owner 0, replaced as a whole by a flush, and after merges of segments that it names. All integers
 * are little-endian.
 *
 * <pre>
 * fact 0   number that the next segment gets
 * fact 1   number of segments
 *
 * body     for each segment
 *          0  8   its number
 *          8  4   R, number of its shards that no longer count
 *          12 4R  those shards, ascending
 * </pre>
 *
 * @param nextNumber number that the next segment gets
 * @param segments those that count
 */
record Manifest(long nextNumber, List<Entry> segments) {
  static final String NAME = "manifest";
  static final Envelope.Format FORMAT = new Envelope.Format("manifest", 1);
  private static final int FACTS = 2;
  private static final int ENTRY_BYTES = Long.BYTES + Integer.BYTES;

  /**
   * A segment that counts.
   *
   * @param removed its shards that do not
   */
  record Entry(long number, ShardSet removed) {}

  /** Reads the manifest; its whole checksum is compared. */
  static Manifest read(Path file) throws IOException {
    try (Mapping mapping = Mapping.open(file, Advice.FORWARD)) {
      Envelope envelope = Envelope.read(mapping, FORMAT);
      envelope.verify();
      byte[] body = new byte[Math.toIntExact(envelope.bodyLength())];
      mapping.copy(envelope.bodyOffset(), body, 0, body.length);
      int count = envelope.fact(1, "number of segments", 0, body.length / ENTRY_BYTES);
      return new Manifest(envelope.fact(0), entries(file, body, count));
    }
  }

  private static List<Entry> entries(Path file, byte[] body, int count)
      throws CorruptDataException {
    ByteBuffer bytes = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    var entries = new ArrayList<Entry>();
    try {
      for (int i = 0; i < count; i++) {
        long number = bytes.getLong();
        int[] removed = new int[Math.min(bytes.getInt(), bytes.remaining() / Integer.BYTES)];
        bytes.asIntBuffer().get(removed);
        bytes.position(bytes.position() + Integer.BYTES * removed.length);
        entries.add(new Entry(number, ShardSet.of(Arrays.stream(removed))));
      }
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new CorruptDataException(
          file.toString(), bytes.position(), "manifest", count + " segments", "an end", e);
    }
    return entries;
  }

  /** Replaces the manifest; durable on return. */
  void write(Path file) throws IOException {
    AtomicFile.write(
        file,
        channel -> {
          var out = new EnvelopeWriter(channel, FORMAT, 0, FACTS);
          for (Entry entry : segments) {
            out.room(ENTRY_BYTES).putLong(entry.number()).putInt(entry.removed().size());
            for (int shard : entry.removed().stream().toArray()) {
              out.room(Integer.BYTES).putInt(shard);
            }
          }
          out.finish(nextNumber, segments.size());
        });
  }
}
