package io.dagstore.distribution.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Temporary files and folders of one run, removed when it ends: well, badly or by Ctrl-C. Safe for
 * use by several threads.
 */
final class Scratch implements AutoCloseable {
  private final Set<Path> paths = ConcurrentHashMap.newKeySet();
  private @Nullable Thread hook;

  /** A new folder for temporary files, in the system's place for them. */
  Path folder() throws IOException {
    return keep(Files.createTempDirectory("dagstore-"));
  }

  /** A new empty file, in the system's place for temporary files. */
  Path file(String suffix) throws IOException {
    return keep(Files.createTempFile("dagstore-", suffix));
  }

  /** A new empty file beside the target, so that it can be renamed onto it in one step. */
  Path beside(Path target) throws IOException {
    var parent = target.toAbsolutePath().getParent();
    if (parent == null) {
      throw Failure.world("not a file: " + target);
    }
    return keep(Files.createTempFile(parent, "." + target.getFileName() + ".", ".tmp"));
  }

  /** The path is no longer ours to remove: it was renamed or handed over. */
  void release(Path path) {
    paths.remove(path);
  }

  @Override
  public void close() throws IOException {
    removeAll();
    unhook();
  }

  private Path keep(Path path) {
    paths.add(path);
    hook();
    return path;
  }

  private synchronized void hook() {
    if (hook == null) {
      hook = new Thread(this::removeQuietly, "scratch");
      Runtime.getRuntime().addShutdownHook(hook);
    }
  }

  private synchronized void unhook() {
    if (hook == null) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down already and runs the hook itself.
      return;
    }
    hook = null;
  }

  private void removeQuietly() {
    try {
      removeAll();
    } catch (IOException e) {
      System.getLogger(Scratch.class.getName())
          .log(System.Logger.Level.WARNING, "a temporary file is left behind: {0}", e.getMessage());
    }
  }

  private void removeAll() throws IOException {
    for (var path : List.copyOf(paths)) {
      removeTree(path);
      paths.remove(path);
    }
  }

  private static void removeTree(Path root) throws IOException {
    if (!Files.isDirectory(root, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(root);
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.deleteIfExists(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
