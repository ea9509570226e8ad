package io.dagstore.distribution.runtime;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.files.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The claim of one node on its directory. {@value #FILE} names the holder, process and time of its
 * start, for people and for other processes; the operating system's lock on {@value #HELD} tells
 * whether that holder still lives. They are two files because a process that closes any file loses
 * its locks on it, and many want to read the first one.
 */
public final class RepoLock implements Closeable {
  /** The file that names the holder. */
  static final String FILE = "repo.lock";

  private static final String HELD = "repo.lock.held";
  private static final Duration CLOCK_STEP = Duration.ofSeconds(2);
  private static final int MAX_BYTES = 4096;

  private final Path file;
  private final FileChannel channel;
  private final Holder holder;

  private RepoLock(Path file, FileChannel channel, Holder holder) {
    this.file = file;
    this.channel = channel;
    this.holder = holder;
  }

  /**
   * Who has a directory.
   *
   * @param pid of the process
   * @param started when that process started
   */
  record Holder(long pid, Instant started) {
    static Holder self() {
      var self = ProcessHandle.current();
      return new Holder(self.pid(), self.info().startInstant().orElse(Instant.EPOCH));
    }

    boolean isSelf() {
      return equals(self());
    }

    /** True: a process of this number runs and has not started at another time. */
    boolean lives() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .map(process -> process.info().startInstant().map(this::near).orElse(true))
          .orElse(false);
    }

    private boolean near(Instant start) {
      return Duration.between(start, started).abs().compareTo(CLOCK_STEP) <= 0;
    }

    @Override
    public String toString() {
      return "process " + pid + ", which started at " + started;
    }
  }

  /**
   * Takes the directory. What a dead process left is taken over.
   *
   * @throws DagStoreException.StoreBusy if a living one has it
   * @throws IOException if the directory cannot be written
   */
  static RepoLock take(Path directory) throws IOException {
    var file = directory.toRealPath().resolve(FILE);
    // The one monitor that two nodes of this process share which know nothing of each other: both
    // must not open the held file, since the loser's close would drop the winner's lock.
    synchronized (file.toString().intern()) {
      var before = read(file);
      if (before.isPresent() && before.get().isSelf()) {
        throw new DagStoreException.StoreBusy(directory, before.get().toString());
      }
      var channel =
          FileChannel.open(
              file.resolveSibling(HELD), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        claim(directory, channel, before);
        var holder = Holder.self();
        write(file, holder);
        return new RepoLock(file, channel, holder);
      } catch (IOException | RuntimeException e) {
        try (channel) {
          throw e;
        }
      }
    }
  }

  /**
   * For who only reads there: a process that closes a file loses its locks on it, so it must not be
   * the one that writes.
   *
   * @throws DagStoreException.StoreBusy if it is
   */
  static void refuseOwn(Path directory) throws IOException {
    var holder = holder(directory).filter(Holder::isSelf);
    if (holder.isPresent()) {
      throw new DagStoreException.StoreBusy(directory, holder.get().toString());
    }
  }

  private static void claim(Path directory, FileChannel channel, Optional<Holder> before)
      throws IOException {
    var lock = tryLock(channel);
    if (lock == null) {
      var who = read(directory.resolve(FILE)).map(Holder::toString).orElse("another process");
      throw new DagStoreException.StoreBusy(directory, who);
    }
    if (before.isPresent() && before.get().lives()) {
      // File systems without locks grant every one.
      throw new DagStoreException.StoreBusy(directory, before.get().toString());
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Who has the directory, or had it when it died; empty where nobody has, or nobody can tell. */
  static Optional<Holder> holder(Path directory) throws IOException {
    return read(directory.resolve(FILE));
  }

  private static Optional<Holder> read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var json = JsonMapper.shared().readTree(in.readNBytes(MAX_BYTES));
      var started = Instant.parse(json.path("started").asString());
      return Optional.of(new Holder(json.path("pid").asLong(), started));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException | java.time.DateTimeException e) {
      // Not ours to judge: the lock tells who has it.
      return Optional.empty();
    }
  }

  private static void write(Path file, Holder holder) throws IOException {
    var json = JsonMapper.shared().createObjectNode();
    json.put("pid", holder.pid()).put("started", holder.started().toString());
    var bytes = (json + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(
        file,
        channel -> {
          var buffer = ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        });
  }

  /**
   * Whether another process has a directory still: the one of this number or, where none is named
   * any more, one that is about to let it go. Always false of this process, which would lose its
   * own locks by looking.
   */
  public static boolean isHeld(Path directory, long pid) throws IOException {
    if (pid == ProcessHandle.current().pid()) {
      return false;
    }
    var holder = holder(directory);
    return holder.isPresent()
        ? holder.get().pid() == pid && holder.get().lives()
        : isLocked(directory.resolve(HELD));
  }

  private static boolean isLocked(Path held) throws IOException {
    try (var channel = FileChannel.open(held, StandardOpenOption.WRITE);
        var lock = tryLock(channel)) {
      return lock == null;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Gives the directory free. */
  @Override
  public void close() throws IOException {
    synchronized (file.toString().intern()) {
      if (channel.isOpen()) {
        try (channel) {
          if (read(file).filter(holder::equals).isPresent()) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
  }
}
