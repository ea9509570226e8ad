package io.dagstore.core.unixfs;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The optional facts of a UnixFS 1.5 node.
 *
 * @param mode POSIX permission bits, 0 to 07777; absent means the usual 0644 for files and 0755 for
 *     directories
 * @param mtime time of the last change, to the nanosecond
 */
public record UnixFsMetadata(OptionalInt mode, Optional<Instant> mtime) {

  /** Neither mode nor mtime: nothing is written. */
  public static final UnixFsMetadata NONE =
      new UnixFsMetadata(OptionalInt.empty(), Optional.empty());

  private static final int MODE_LIMIT = 0_7777;

  /** Checks that the mode is in range; an {@link IllegalArgumentException} says so otherwise. */
  public UnixFsMetadata {
    Objects.requireNonNull(mtime, "mtime");
    if (mode.isPresent() && (mode.getAsInt() < 0 || mode.getAsInt() > MODE_LIMIT)) {
      throw new IllegalArgumentException("mode out of range 0..07777: " + mode.getAsInt());
    }
  }

  /** Metadata with these permission bits. */
  public UnixFsMetadata withMode(int bits) {
    return new UnixFsMetadata(OptionalInt.of(bits), mtime);
  }

  /** Metadata with this time of the last change. */
  public UnixFsMetadata withMtime(Instant time) {
    return new UnixFsMetadata(mode, Optional.of(time));
  }

  /** Whether nothing would be written. */
  public boolean isEmpty() {
    return mode.isEmpty() && mtime.isEmpty();
  }
}
