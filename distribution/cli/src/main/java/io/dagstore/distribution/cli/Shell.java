package io.dagstore.distribution.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What one run of the command shares: the console, the global options, the output, the repository
 * and the temporary files. One thread opens and closes.
 */
final class Shell implements Closeable {
  private final Console console;
  private final Globals globals = new Globals();
  private final Output out;
  private final Scratch scratch = new Scratch();
  private @Nullable Repo repository;

  Shell(Console console) {
    this.console = console;
    this.out = new Output(console, globals);
  }

  Console console() {
    return console;
  }

  Globals globals() {
    return globals;
  }

  Output out() {
    return out;
  }

  Scratch scratch() {
    return scratch;
  }

  InputStream in() {
    return console.in();
  }

  Path path(String text) {
    return console.path(text);
  }

  /** The folder of the repository. */
  Path repo() {
    return globals.repo(console);
  }

  /** Who does the work on the repository; found at the first call, closed with this. */
  Repo repository() throws IOException {
    if (repository == null) {
      repository = new Finding(this).repository();
    }
    return repository;
  }

  @Override
  public void close() throws IOException {
    try (scratch) {
      if (repository != null) {
        repository.close();
      }
    }
  }

  /** A line for the person, not for a program: on standard error, and not under --quiet. */
  void note(String line) {
    if (!globals.quiet()) {
      console.err().println(line);
    }
  }

  /** What went wrong, in one line that no option silences. */
  void complain(String line) {
    console.err().println("dagstore: " + line);
  }

  /** What the user may try next, below a complaint. */
  void hint(String line) {
    console.err().println("  hint: " + line);
  }

  /** Progress of a long work, shown only to a person; total 0 when unknown. */
  Progress progress(String label, long totalBytes) {
    return new Progress(console, !globals.quiet(), label, totalBytes, "");
  }

  /** The same of a work that counts things, not bytes. */
  Progress progress(String label, long total, String noun) {
    return new Progress(console, !globals.quiet(), label, total, noun);
  }
}
