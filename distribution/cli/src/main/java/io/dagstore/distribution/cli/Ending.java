package io.dagstore.distribution.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What the user is told when a command throws, and the exit code that goes with it. */
final class Ending {
  private final Shell shell;

  Ending(Shell shell) {
    this.shell = shell;
  }

  /** Prints the error and returns the exit code. */
  int of(Throwable thrown) {
    return switch (thrown) {
      case Failure f -> {
        shell.complain(oneLine(text(f)));
        f.hint().ifPresent(shell::hint);
        yield f.exit().code();
      }
      case ClosedPipeException _ -> Exit.DONE.code();
      case UncheckedIOException e when e.getCause() != null -> of(e.getCause());
      case IOException e -> end(Exit.WORLD, world(e));
      default -> bug(thrown);
    };
  }

  private int end(Exit exit, String message) {
    shell.complain(oneLine(message));
    return exit.code();
  }

  private int bug(Throwable thrown) {
    shell.complain("internal error, please report it with the lines below: " + thrown);
    trace(thrown, shell.console().err());
    return Exit.BUG.code();
  }

  private static void trace(Throwable thrown, PrintStream err) {
    thrown.printStackTrace(err);
  }

  /** File errors of the JDK carry the file's name only; this says what happened to it. */
  static String world(IOException e) {
    return switch (e) {
      case NoSuchFileException f -> "no such file: " + f.getFile();
      case AccessDeniedException f -> "permission denied: " + f.getFile();
      case FileAlreadyExistsException f -> "already exists: " + f.getFile();
      case NotDirectoryException f -> "not a folder: " + f.getFile();
      case DirectoryNotEmptyException f -> "folder is not empty: " + f.getFile();
      case FileSystemException f when f.getReason() != null -> f.getFile() + ": " + f.getReason();
      case FileNotFoundException f -> "cannot open " + f.getMessage();
      default -> text(e);
    };
  }

  static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String text(Throwable thrown) {
    var message = thrown.getMessage();
    return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
  }
}
