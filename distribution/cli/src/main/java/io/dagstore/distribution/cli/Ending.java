package io.dagstore.distribution.cli;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.MalformedException;
import io.dagstore.core.unixfs.CorruptDagException;
import io.dagstore.core.unixfs.MissingBlockException;
import io.dagstore.core.unixfs.UnixFsException;
import io.dagstore.core.unixfs.UnsafePathException;
import io.dagstore.distribution.rpc.RpcException;
import io.dagstore.distribution.runtime.config.ConfigException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What the user is told when a command throws, and the exit code that goes with it. */
final class Ending {
  private final Shell shell;

  Ending(Shell shell) {
    this.shell = shell;
  }

  /** Prints the error and returns the exit code. */
  int of(Throwable thrown) {
    var exit = exit(thrown);
    // What fails after Ctrl-C fails because of it, and what fails after EPIPE nobody reads.
    if (shell.scratch().isCut() || thrown instanceof ClosedPipeException) {
      return exit.code();
    }
    if (exit == Exit.BUG) {
      shell.complain("internal error; please report it with the lines below");
      thrown.printStackTrace(shell.console().err());
    } else {
      shell.complain(message(thrown));
      hint(thrown).ifPresent(shell::hint);
    }
    return exit.code();
  }

  static Exit exit(Throwable thrown) {
    return switch (thrown) {
      case Failure f -> f.exit();
      case ClosedPipeException _ -> Exit.DONE;
      case MissingBlockException _ -> Exit.NO;
      case UnixFsException _ -> Exit.NO;
      case CorruptDataException _ -> Exit.CORRUPT;
      case CorruptDagException _ -> Exit.CORRUPT;
      case UnsafePathException _ -> Exit.CORRUPT;
      case MalformedException _ -> Exit.CORRUPT;
      case TypeConversionException _ -> Exit.USAGE;
      case ParameterException _ -> Exit.USAGE;
      case DagStoreException no -> exit(no);
      case RpcException e -> exit(e);
      case ConfigException _ -> Exit.USAGE;
      case UncheckedIOException e when e.getCause() != null -> exit(e.getCause());
      case IOException _ -> Exit.WORLD;
      case InterruptedException _ -> Exit.WORLD;
      default -> Exit.BUG;
    };
  }

  private static Exit exit(DagStoreException no) {
    return switch (no) {
      case DagStoreException.UnknownShard _ -> Exit.NO;
      case DagStoreException.ShardExists _ -> Exit.NO;
      case DagStoreException.ShardBusy _ -> Exit.BUSY;
      case DagStoreException.StoreBusy _ -> Exit.BUSY;
      case DagStoreException.NotCopied _ -> Exit.NO;
      case DagStoreException.NoRoom _ -> Exit.BUSY;
      case DagStoreException.ShardFailed failed ->
          failed.reason().map(Ending::exit).orElse(Exit.CORRUPT);
      case DagStoreException.WrongState _ -> Exit.NO;
      case DagStoreException.ShardUnavailable _ -> Exit.WORLD;
      case DagStoreException.UnknownScheme _ -> Exit.USAGE;
      case DagStoreException.UnknownEngine _ -> Exit.USAGE;
      case DagStoreException.NoStore _ -> Exit.WORLD;
      case DagStoreException.Unverifiable _ -> Exit.CORRUPT;
      case DagStoreException.StoreClosed _ -> Exit.BUG;
      case DagStoreException.StoreReadOnly _ -> Exit.NO;
    };
  }

  private static Exit exit(RpcException refused) {
    return switch (refused.kind()) {
      case UNAUTHORIZED, MISSING_PERMISSION, REFUSED, UNKNOWN_METHOD, TOO_LARGE -> Exit.NO;
      case INVALID_PARAMS -> Exit.USAGE;
      case OVERLOADED, TIMED_OUT -> Exit.BUSY;
      case CANCELLED -> Exit.WORLD;
      case PARSE_ERROR, INVALID_REQUEST, INTERNAL -> Exit.BUG;
    };
  }

  /** One line: what, which, expected, got. */
  static String message(Throwable thrown) {
    var cause =
        thrown instanceof UncheckedIOException e && e.getCause() != null ? e.getCause() : thrown;
    return oneLine(cause instanceof IOException io ? world(io) : text(cause));
  }

  private static Optional<String> hint(Throwable thrown) {
    return switch (thrown) {
      case Failure f -> f.hint();
      case DagStoreException.NoStore _ ->
          Optional.of(
              "make it with 'dagstore init' or 'dagstore register-shard', or name it with --repo");
      case DagStoreException.StoreBusy _ ->
          Optional.of("another dagstore writes there; try again when it has ended");
      case DagStoreException.UnknownShard _ -> Optional.of("'dagstore list-shards' shows the keys");
      case DagStoreException.UnknownEngine e when e.engine().equals("chronicle") ->
          Optional.of(
              "'dagstore' started by its script brings it, with the JVM flags it needs, where"
                  + " dagstore.toml or --engine names it");
      case DagStoreException.UnknownEngine _ ->
          Optional.of("'inverted' of section [index] in dagstore.toml names the engine");
      case DagStoreException.ShardUnavailable _ ->
          Optional.of("it serves again when the plug-in that brings its mount is back");
      case DagStoreException.NoRoom _ ->
          Optional.of("'copies_max' of section [store] says how much room there is");
      case MissingBlockException _ -> Optional.of("no registered CAR holds it");
      case RpcException e when e.kind() == RpcException.Kind.MISSING_PERMISSION ->
          Optional.of("'dagstore auth create-token' makes tokens, with the file 'token' at hand");
      case UnsafePathException _ -> Optional.of("nothing was written outside the folder");
      default -> Optional.empty();
    };
  }

  /** File errors of the JDK carry the file's name only; this says what happened to it. */
  private static String world(IOException e) {
    return switch (e) {
      case NoSuchFileException f when f.getReason() == null -> "no such file: " + f.getFile();
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
