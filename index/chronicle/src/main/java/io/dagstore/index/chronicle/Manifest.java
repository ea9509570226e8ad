package io.dagstore.index.chronicle;

import io.dagstore.core.files.Advice;
import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Envelope;
import io.dagstore.core.files.EnvelopeWriter;
import io.dagstore.core.files.Mapping;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The file {@code manifest}: which generation counts, and which shards were in it when it was made
 * durable last. An {@link Envelope} of the format "chronicle", owner 0, replaced as a whole. All
 * integers are little-endian.
 *
 * <pre>
 * fact 0   number of the generation
 * fact 1   highest number of a shard, and 1; 0 where there is none
 *
 * body     for each shard, ascending
 *          0  4   its number
 *          4  4   its slot, 1 or more
 * </pre>
 *
 * @param generation number of the generation
 * @param live its shards
 */
record Manifest(long generation, Live live) {
  private static final Envelope.Format FORMAT = new Envelope.Format("chronicle", 1);
  private static final int FACTS = 2;
  private static final int ENTRY_BYTES = 2 * Integer.BYTES;

  /** Reads it; its whole checksum is compared. */
  static Manifest read(Path file) throws IOException {
    try (var mapping = Mapping.open(file, Advice.FORWARD)) {
      var envelope = Envelope.read(mapping, FORMAT);
      envelope.verify();
      var slots = new int[envelope.fact(1, "number of shards", 0, ShardTable.MOST_SHARDS)];
      var body = new byte[Math.toIntExact(envelope.bodyLength())];
      mapping.copy(envelope.bodyOffset(), body, 0, body.length);
      var bytes = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.remaining() >= ENTRY_BYTES) {
        int shard = bytes.getInt();
        if (shard < 0 || shard >= slots.length) {
          throw new CorruptDataException(
              file.toString(), -1, "shard", "one below " + slots.length, "" + shard);
        }
        slots[shard] = bytes.getInt();
      }
      return new Manifest(envelope.fact(0), new Live(slots));
    }
  }

  /** Replaces it; durable on return. */
  void write(Path file) throws IOException {
    var shards = live.shards().toArray();
    AtomicFile.write(
        file,
        channel -> {
          var out = new EnvelopeWriter(channel, FORMAT, 0, FACTS);
          for (int shard : shards) {
            out.room(ENTRY_BYTES).putInt(shard).putInt(live.slot(shard));
          }
          out.finish(generation, Arrays.stream(shards).max().orElse(-1) + 1L);
        });
  }
}
