package io.dagstore.distribution.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
  private final Set<Closeable> files = ConcurrentHashMap.newKeySet();
  private @Nullable Thread hook;
  private volatile boolean cut;

  /** A new folder for temporary files, in the system's place for them. */
  Path folder() throws IOException {
    return keep(Files.createTempDirectory("dagstore-"));
  }

  /** A new empty file, in the system's place for temporary files. */
  Path file(String suffix) throws IOException {
    return keep(Files.createTempFile("dagstore-", suffix));
  }

  /** Closes the file, which removes what is not committed, when the run ends early. */
  <C extends Closeable> C track(C file) {
    files.add(file);
    hook();
    return file;
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

  /** The process is being ended from outside: failures from here on are its consequence. */
  boolean isCut() {
    return cut;
  }

  private void removeQuietly() {
    cut = true;
    try {
      removeAll();
    } catch (IOException e) {
      System.getLogger(Scratch.class.getName())
          .log(System.Logger.Level.WARNING, "a temporary file is left behind: {0}", e.getMessage());
    }
  }

  private void removeAll() throws IOException {
    for (var file : List.copyOf(files)) {
      file.close();
    }
    for (var path : List.copyOf(paths)) {
      removeTree(path);
      paths.remove(path);
    }
  }

  private static void removeTree(Path root) throws IOException {
    if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
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
