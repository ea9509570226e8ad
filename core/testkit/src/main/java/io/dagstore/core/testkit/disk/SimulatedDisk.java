package io.dagstore.core.testkit.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A disk over an empty folder of a real one. What runs on it sees every change at once, as through
 * a kernel's cache; a power cut leaves only what was forced: a file's content by forcing the file,
 * its name, and that of a folder, by forcing the folder it stands in. A rename is durable when the
 * folder it went to is.
 *
 * <p>After a power cut every call of the file system that was {@linkplain #start started} before
 * fails, so that threads of what died with it can do no harm; starting again shows what is left.
 * Thread-safe; one call at a time. The folder stays when the disk is closed.
 */
public final class SimulatedDisk implements Closeable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Path visible;
  private final UnforcedFolders folders;
  private final UnforcedFiles files = new UnforcedFiles();
  private final Map<DiskCall, Long> counts = new EnumMap<>(DiskCall.class);
  private final List<SimulatedChannel> channels = new ArrayList<>();
  private SimulatedFileSystem running;
  private FaultPlan plan = FaultPlan.none();
  private long asked;
  private OptionalLong tear = OptionalLong.empty();

  /** A call's work, done while no other is. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  private SimulatedDisk(Path visible, Path removed) {
    this.visible = visible;
    this.folders = new UnforcedFolders(removed);
    this.running = new SimulatedFileSystem(this);
  }

  /** A disk without a file, over an empty folder of the default file system. */
  public static SimulatedDisk over(Path folder) throws IOException {
    Path real = folder.toRealPath();
    return new SimulatedDisk(
        Files.createDirectory(real.resolve("disk")),
        Files.createDirectory(real.resolve("removed")));
  }

  /**
   * Returns the root of the disk in the file system that runs now; after a power cut in a new one.
   * Its names are those of the real files.
   */
  public Path start() {
    lock.lock();
    try {
      if (!running.isOpen()) {
        running = new SimulatedFileSystem(this);
      }
      return running.path(visible);
    } finally {
      lock.unlock();
    }
  }

  /** From now on this goes wrong; calls are numbered from 0 again. */
  public void plan(FaultPlan newPlan) {
    lock.lock();
    try {
      plan = newPlan;
      asked = 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * From now on a power cut keeps a part of what was not forced, chosen by the seed: single pages
   * of writes, the last maybe by half, and the first few changes of folders.
   */
  public void tear(long seed) {
    lock.lock();
    try {
      tear = OptionalLong.of(seed);
    } finally {
      lock.unlock();
    }
  }

  /** Cuts the power: what was not forced is gone, and so is whatever runs. The plan ends. */
  public void powerCut() throws IOException {
    lock.lock();
    try {
      if (running.isOpen()) {
        running.close();
        for (var channel : channels) {
          channel.die();
        }
        channels.clear();
        var tearing = tear.isPresent() ? new Tear(tear.getAsLong()) : Tear.CLEAN;
        files.lose(tearing);
        folders.lose(tearing);
        plan = FaultPlan.none();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many calls of this kind were made, those that failed too. */
  public long count(DiskCall call) {
    lock.lock();
    try {
      return counts.getOrDefault(call, 0L);
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many calls of each kind were made; a kind without one is not there. */
  public Map<DiskCall, Long> counts() {
    lock.lock();
    try {
      return new EnumMap<>(counts);
    } finally {
      lock.unlock();
    }
  }

  /** Ends as a power cut would, but keeps what was not forced. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      running.close();
      for (var channel : channels) {
        channel.die();
      }
      channels.clear();
      files.close();
    } finally {
      lock.unlock();
    }
  }

  UnforcedFiles files() {
    return files;
  }

  UnforcedFolders folders() {
    return folders;
  }

  /** Keeps a channel in mind until the power goes. */
  SimulatedChannel opened(SimulatedChannel channel) {
    channels.add(channel);
    return channel;
  }

  void closed(SimulatedChannel channel) {
    lock.lock();
    try {
      channels.remove(channel);
    } finally {
      lock.unlock();
    }
  }

  /** Does a call, or what the plan says instead. */
  <T> T call(SimulatedFileSystem caller, DiskCall call, Path path, Work<T> work)
      throws IOException {
    return call(caller, call, path, work, work);
  }

  /** The same where a call can be done by half. */
  <T> T call(SimulatedFileSystem caller, DiskCall call, Path path, Work<T> work, Work<T> half)
      throws IOException {
    lock.lock();
    try {
      if (!caller.isOpen()) {
        throw new FileSystemException(path.toString(), null, "the power is off");
      }
      counts.merge(call, 1L, Long::sum);
      return switch (plan.at(asked++, call)) {
        case NONE -> work.run();
        case SHORT_WRITE -> half.run();
        case ENOSPC -> {
          if (call.takesRoom()) {
            throw new FileSystemException(path.toString(), null, "No space left on device");
          }
          yield work.run();
        }
        case EIO -> {
          if (call == DiskCall.FORCE) {
            files.loseForGood(path);
          }
          throw new FileSystemException(path.toString(), null, "Input/output error");
        }
        case POWER_CUT -> {
          if (call != DiskCall.FORCE && call != DiskCall.FORCE_FOLDER) {
            work.run();
          }
          powerCut();
          throw new FileSystemException(path.toString(), null, "the power went");
        }
      };
    } finally {
      lock.unlock();
    }
  }
}
