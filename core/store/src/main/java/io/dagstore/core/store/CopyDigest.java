package io.dagstore.core.store;

import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of local copies. */
final class CopyDigest {
  private static final int WINDOW = 256 << 10;

  private CopyDigest() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** The digest of what was taken in up to now; more can be taken in. */
  static Multihash now(MessageDigest digest) {
    try {
      var soFar = (MessageDigest) digest.clone();
      return Multihash.of(Multicodec.SHA2_256, soFar.digest());
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the JDK's SHA-256 can be cloned", e);
    }
  }

  /** The digest of a whole file. */
  static Multihash of(Path file) throws IOException {
    try (var channel = FileChannel.open(file)) {
      var digest = sha256();
      update(digest, channel, channel.size());
      return now(digest);
    }
  }

  /**
   * Takes in the first bytes of a file.
   *
   * @throws CorruptDataException if it has less
   */
  static void update(MessageDigest digest, FileChannel channel, long length) throws IOException {
    var buffer = ByteBuffer.allocate(WINDOW);
    for (long at = 0; at < length; at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(WINDOW, length - at));
      int count = channel.read(buffer, at);
      if (count <= 0) {
        throw new CorruptDataException(
            "local copy", at, "truncated data", length + " bytes", at + " bytes");
      }
      digest.update(buffer.flip());
    }
  }
}
