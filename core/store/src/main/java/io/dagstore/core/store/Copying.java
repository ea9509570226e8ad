package io.dagstore.core.store;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.api.mount.MountStream;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import java.io.EOFException;
import java.io.IOException;

/**
 * Makes the local copy of one shard: room is reserved before a byte is written, what is there of an
 * earlier attempt is gone on with where the mount can, and the result has the size and the digest
 * that the mount tells. For one thread.
 */
final class Copying {
  /** The largest copy, 1 PiB: a mount that tells more is not believed. */
  static final long MAX_SIZE = 1L << 50;

  private static final int BUFFER = 256 << 10;

  private final Mount mount;
  private final ShardKey key;
  private final Quota quota;
  private final PartialCopy part;

  /** Size of the copy that was used last, or -1. */
  private final long remembered;

  private long granted;

  Copying(Mount mount, ShardRecord shard, Quota quota, PartialCopy part) {
    this.mount = mount;
    this.key = shard.key();
    this.quota = quota;
    this.part = part;
    this.remembered = shard.copy().size();
  }

  /** Copies up to the end; what is there stays where it fails, unless it is wrong. */
  void run(MountStat stat) throws IOException, InterruptedException {
    settle();
    try (var stream = stream()) {
      quota.stall(key, false);
      if (!goesOn(stream)) {
        part.begin(version(stream));
        settle();
      }
      long size = stream.size() < 0 ? stat.size() : stream.size();
      checkSize(size);
      pour(stream, size);
      if (size >= 0 && part.length() < size) {
        throw new EOFException(
            mount.uri() + ": expected " + size + " bytes, got an end at " + part.length());
      }
      checkDigest(stream);
    }
  }

  /** From where the part ends, if the bytes are still the same; else from the start. */
  private MountStream stream() throws IOException {
    if (part.length() > 0) {
      var rest = open(part.length());
      if (rest.position() == 0 || goesOn(rest)) {
        return rest;
      }
      rest.close();
    }
    return open(0);
  }

  private boolean goesOn(MountStream stream) {
    return part.length() > 0
        && stream.position() == part.length()
        && version(stream).equals(part.version());
  }

  private MountStream open(long from) throws IOException {
    var stream = mount.stream(from);
    if (stream.position() == 0 || stream.position() == from) {
      return stream;
    }
    try (stream) {
      throw new IOException(
          mount.uri() + ": expected a stream from " + from + ", got one from " + stream.position());
    }
  }

  /** Where only a digest is known, it tells versions apart as well. */
  private static String version(MountStream stream) {
    return stream.version().isEmpty()
        ? stream.digest().map(Multihash::toString).orElse("")
        : stream.version();
  }

  private void settle() {
    quota.settle(key, part.length());
    granted = part.length();
  }

  private void checkSize(long size) throws CorruptDataException {
    if (size > MAX_SIZE || (size >= 0 && size < part.length())) {
      throw new CorruptDataException(
          mount.uri().toString(),
          -1,
          "size",
          part.length() + " to " + MAX_SIZE + " bytes",
          size + " bytes");
    }
  }

  private void pour(MountStream stream, long size) throws IOException, InterruptedException {
    long expected = size < 0 ? remembered : size;
    if (expected > granted) {
      granted += quota.reserve(key, expected - granted, expected - granted);
    }
    var buffer = new byte[BUFFER];
    for (int count = stream.bytes().read(buffer); count >= 0; count = stream.bytes().read(buffer)) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      long needed = part.length() + count;
      if (count == 0 || needed > (size < 0 ? MAX_SIZE : size)) {
        throw tooMuch(size, needed);
      }
      if (needed > granted) {
        long least = needed - granted;
        granted += quota.reserve(key, least, Math.max(least, quota.step(granted)));
      }
      part.write(buffer, count);
    }
  }

  private IOException tooMuch(long size, long got) throws IOException {
    part.discard();
    return new CorruptDataException(
        mount.uri().toString(), -1, "size", size + " bytes", got + " bytes or more");
  }

  private void checkDigest(MountStream stream) throws IOException {
    var told = stream.digest().filter(digest -> digest.code() == Multicodec.SHA2_256);
    if (told.isPresent() && !told.get().equals(part.digest())) {
      var got = part.digest();
      part.discard();
      throw new CorruptDataException(
          mount.uri().toString(), -1, "digest", told.get().toString(), got.toString());
    }
  }
}
