package io.dagstore.core.store;

import io.dagstore.core.api.ShardFileName;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.files.Advice;
import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Envelope;
import io.dagstore.core.files.EnvelopeWriter;
import io.dagstore.core.files.Mapping;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is known of a local copy, or of the part of one that is on the disk for sure. In the
 * envelope: format {@code copy-note}, version 1, the shard as owner, and the facts
 *
 * <pre>
 * 0  bytes that are forced to the disk
 * 1  of them, resumed from a copying that broke off
 * 2  K, bytes of the key
 * 3  V, bytes of the version
 * </pre>
 *
 * <p>Its body is the SHA-256 of the bytes, 32 bytes, the key and the version as UTF-8.
 *
 * @param key the shard
 * @param version of the bytes at their mount; empty: none is known
 * @param length bytes that are forced to the disk
 * @param resumed how many of them were there when the copying went on
 * @param digest SHA-256 of these bytes
 */
record CopyNote(ShardKey key, String version, long length, long resumed, Multihash digest) {
  private static final Envelope.Format FORMAT = new Envelope.Format("copy-note", 1);
  private static final int HASH_BYTES = 32;
  private static final int MAX_TEXT = 4096;

  /** Makes the note appear, durably. */
  void write(Path file) throws IOException {
    var name = key.value().getBytes(StandardCharsets.UTF_8);
    var told = version.getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(
        file,
        channel -> {
          var writer = new EnvelopeWriter(channel, FORMAT, new ShardFileName(key).owner(), 4);
          writer.put(ByteBuffer.wrap(digest.digest()));
          writer.put(ByteBuffer.wrap(name));
          writer.put(ByteBuffer.wrap(told));
          writer.finish(length, resumed, name.length, told.length);
        });
  }

  /** The note in this file; empty where there is none or it is damaged. */
  static Optional<CopyNote> read(Path file) throws IOException {
    try (var mapping = Mapping.open(file, Advice.FORWARD)) {
      var envelope = Envelope.read(mapping, FORMAT);
      envelope.verify();
      int name = envelope.fact(2, "bytes of the key", 1, ShardKey.MAX_BYTES);
      int told = envelope.fact(3, "bytes of the version", 0, MAX_TEXT);
      if (envelope.bodyLength() != HASH_BYTES + name + told) {
        return Optional.empty();
      }
      long at = envelope.bodyOffset();
      var key = text(mapping, at + HASH_BYTES, name);
      var version = text(mapping, at + HASH_BYTES + name, told);
      return Optional.of(
          new CopyNote(
              ShardKey.of(key),
              version,
              envelope.fact(0),
              envelope.fact(1),
              Multihash.of(Multicodec.SHA2_256, bytes(mapping, at, HASH_BYTES))));
    } catch (NoSuchFileException | CorruptDataException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The key in the note; empty where there is none. */
  static Optional<ShardKey> key(Path file) {
    try {
      return read(file).map(CopyNote::key);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String text(Mapping mapping, long at, int length) throws IOException {
    return new String(bytes(mapping, at, length), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Mapping mapping, long at, int length) throws IOException {
    var bytes = new byte[length];
    mapping.copy(at, bytes, 0, length);
    return bytes;
  }
}
