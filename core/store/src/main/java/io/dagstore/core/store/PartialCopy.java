package io.dagstore.core.store;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.ipld.Multihash;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * A local copy while it is made. What is forced to the disk is noted from time to time, so that the
 * copying can go on there after whatever ended it. Closed without {@link #commit}, it keeps what
 * can be gone on with, and removes the rest. For one thread.
 */
final class PartialCopy implements Closeable {
  private final CopyFiles files;
  private final ShardKey key;
  private final Steps steps;
  private final long step;
  private final MessageDigest digest = CopyDigest.sha256();
  private FileChannel channel;
  private String version = "";
  private long length;
  private long noted;
  private long resumed;
  private boolean done;

  private PartialCopy(CopyFiles files, ShardKey key, Steps steps, long step) throws IOException {
    this.files = files;
    this.key = key;
    this.steps = steps;
    this.step = step;
    channel = open();
  }

  /**
   * Opens what is there, up to where the note says that it is sound, or begins with nothing.
   *
   * @param step bytes from one note to the next
   */
  static PartialCopy open(CopyFiles files, ShardKey key, Steps steps, long step)
      throws IOException {
    Files.createDirectories(files.folder());
    var part = new PartialCopy(files, key, steps, step);
    try {
      part.goOn();
      return part;
    } catch (IOException | RuntimeException | Error e) {
      try (var _ = part.channel) {
        throw e;
      }
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        files.part(key),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private void goOn() throws IOException {
    var note = CopyNote.read(files.note(key));
    if (note.isPresent() && isThere(note.get())) {
      version = note.get().version();
      length = note.get().length();
      noted = length;
      resumed = length;
      channel.truncate(length);
      channel.position(length);
    } else {
      begin("");
    }
  }

  private boolean isThere(CopyNote note) throws IOException {
    if (note.version().isEmpty() || !note.key().equals(key) || channel.size() < note.length()) {
      return false;
    }
    CopyDigest.update(digest, channel, note.length());
    return CopyDigest.now(digest).equals(note.digest());
  }

  /** Begins with nothing, for bytes of this version. */
  void begin(String newVersion) throws IOException {
    Files.deleteIfExists(files.note(key));
    channel.truncate(0);
    digest.reset();
    version = newVersion;
    length = 0;
    noted = 0;
    resumed = 0;
  }

  /** Version of the bytes that are there; empty: none are that could be gone on with. */
  String version() {
    return version;
  }

  long length() {
    return length;
  }

  void write(byte[] bytes, int count) throws IOException {
    var buffer = ByteBuffer.wrap(bytes, 0, count);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    digest.update(bytes, 0, count);
    length += count;
    if (length - noted >= step && !version.isEmpty()) {
      note();
      steps.reached("copy noted");
    }
  }

  /** SHA-256 of what is there. */
  Multihash digest() {
    return CopyDigest.now(digest);
  }

  private CopyNote note() throws IOException {
    channel.force(true);
    var note = new CopyNote(key, version, length, resumed, digest());
    note.write(files.note(key));
    noted = length;
    return note;
  }

  /** Makes it the whole copy, durably. */
  CopyNote commit() throws IOException {
    var note = note();
    steps.reached("copy complete");
    channel.close();
    Files.move(files.part(key), files.whole(key), StandardCopyOption.ATOMIC_MOVE);
    AtomicFile.forceFolder(files.folder());
    done = true;
    steps.reached("copy renamed");
    return note;
  }

  /** Removes it: its bytes are wrong. */
  void discard() throws IOException {
    begin("");
  }

  /**
   * {@inheritDoc}
   *
   * <p>Who is interrupted while writing has its channel closed; what was written is kept all the
   * same.
   */
  @Override
  public void close() throws IOException {
    boolean interrupted = Thread.interrupted();
    try (var last = channel.isOpen() || done ? channel : open()) {
      channel = last;
      if (!done && !version.isEmpty() && length > 0) {
        channel.truncate(length);
        note();
      } else if (!done) {
        length = 0;
        Files.deleteIfExists(files.part(key));
        Files.deleteIfExists(files.note(key));
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
