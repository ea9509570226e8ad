package io.dagstore.index.segments;

import io.dagstore.core.files.Advice;
import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Envelope;
import io.dagstore.core.files.EnvelopeWriter;
import io.dagstore.core.files.Mapping;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The truth of the index: which segments belong to it and which of their shards were taken out. In
 * an {@link Envelope} of format {@code manifest}, version 1, owner 0; little-endian.
 *
 * <pre>
 * facts    0  number that the next segment gets
 *          1  segments
 * body     for each segment  u64 its number | u32 R | R times u32, places of shards taken out
 * </pre>
 *
 * @param next number that the next segment gets
 * @param entries one for each segment
 */
record Manifest(long next, List<Entry> entries) {
  private static final Envelope.Format FORMAT = new Envelope.Format("manifest", 1);
  private static final String NAME = "manifest";
  private static final int ENTRY_BYTES = Long.BYTES + Integer.BYTES;

  /** A segment of the index. */
  record Entry(long number, BitSet removed) {
    int bytes() {
      return ENTRY_BYTES + Integer.BYTES * removed.cardinality();
    }
  }

  /** The manifest in a folder, an empty one where there is none. */
  static Manifest read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return new Manifest(0, List.of());
    }
    try (Mapping mapping = Mapping.open(file, Advice.FORWARD)) {
      Envelope envelope = Envelope.read(mapping, FORMAT);
      envelope.verify();
      byte[] body = new byte[Math.toIntExact(envelope.bodyLength())];
      mapping.copy(envelope.bodyOffset(), body, 0, body.length);
      return parse(file, envelope, ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  private static Manifest parse(Path file, Envelope envelope, ByteBuffer body)
      throws CorruptDataException {
    int segments = envelope.fact(1, "number of segments", 0, body.remaining() / ENTRY_BYTES);
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < segments; i++) {
      check(file, body, ENTRY_BYTES);
      long number = body.getLong();
      int removed = body.getInt();
      check(file, body, Integer.BYTES * Integer.toUnsignedLong(removed));
      entries.add(new Entry(number, places(body, removed)));
    }
    return new Manifest(envelope.fact(0), List.copyOf(entries));
  }

  private static void check(Path file, ByteBuffer body, long bytes) throws CorruptDataException {
    if (body.remaining() < bytes) {
      throw new CorruptDataException(
          file.toString(), -1, "manifest", bytes + " more bytes", body.remaining() + "");
    }
  }

  private static BitSet places(ByteBuffer body, int count) {
    var places = new BitSet();
    for (int i = 0; i < count; i++) {
      places.set(body.getInt() & Integer.MAX_VALUE);
    }
    return places;
  }

  /** Replaces the manifest of a folder in one atomic step; durable on return. */
  void write(Path folder) throws IOException {
    long length = entries.stream().mapToLong(Entry::bytes).sum();
    AtomicFile.write(
        folder.resolve(NAME),
        channel -> {
          var out = new EnvelopeWriter(channel, FORMAT, 0, length, next, entries.size());
          for (Entry entry : entries) {
            out.room(ENTRY_BYTES).putLong(entry.number()).putInt(entry.removed().cardinality());
            for (int place : entry.removed().stream().toArray()) {
              out.room(Integer.BYTES).putInt(place);
            }
          }
          out.finish();
        });
  }
}
