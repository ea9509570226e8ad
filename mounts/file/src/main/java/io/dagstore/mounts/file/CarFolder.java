package io.dagstore.mounts.file;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.StringJoiner;

/**
 * The CAR files below a folder, found by the ending {@value #ENDING}.
 *
 * @param files in the order of their keys
 * @param failures what could not be looked into; the rest was found all the same
 */
public record CarFolder(List<CarFile> files, List<IOException> failures) {
  /** The ending of a CAR file's name. */
  public static final String ENDING = ".car";

  /**
   * A CAR file.
   *
   * @param key its path below the folder, with slashes and without the ending
   * @param path where it is
   */
  public record CarFile(String key, Path path) {}

  /** Makes both lists unchangeable. */
  public CarFolder {
    files = List.copyOf(files);
    failures = List.copyOf(failures);
  }

  /**
   * Looks through a folder and all below it, symbolic links too, each loop once.
   *
   * @throws IOException if the folder itself cannot be read
   */
  public static CarFolder walk(Path folder) throws IOException {
    var visitor = new Visitor(folder);
    Files.walkFileTree(
        folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    visitor.files.sort(Comparator.comparing(CarFile::key));
    return new CarFolder(visitor.files, visitor.failures);
  }

  /** Returns the key of a CAR file that was named by itself: its name without the ending. */
  public static String key(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : withoutEnding(name.toString());
  }

  private static String withoutEnding(String name) {
    return name.endsWith(ENDING) && name.length() > ENDING.length()
        ? name.substring(0, name.length() - ENDING.length())
        : name;
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final List<CarFile> files = new ArrayList<>();
    private final List<IOException> failures = new ArrayList<>();

    Visitor(Path folder) {
      this.folder = folder;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (file.equals(folder)) {
        throw new NotDirectoryException(folder.toString());
      }
      if (file.toString().endsWith(ENDING)) {
        take(file, attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    private void take(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        files.add(new CarFile(withoutEnding(below(file)), file));
      } else if (attributes.isSymbolicLink()) {
        failures.add(new NoSuchFileException(file.toString(), null, "is a link to nothing"));
      }
    }

    private String below(Path file) {
      var names = new StringJoiner("/");
      folder.relativize(file).forEach(name -> names.add(name.toString()));
      return names.toString();
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (file.equals(folder)) {
        throw failure;
      }
      if (!(failure instanceof FileSystemLoopException)) {
        failures.add(failure);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
