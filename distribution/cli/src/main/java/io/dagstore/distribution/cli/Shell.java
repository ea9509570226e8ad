package io.dagstore.distribution.cli;

import java.io.InputStream;
import java.nio.file.Path;

/**
 * What one run of the command shares: the console, the global options, the output and the temporary
 * files.
 */
final class Shell {
  private final Console console;
  private final Globals globals = new Globals();
  private final Output out;
  private final Scratch scratch = new Scratch();

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

  Path repo() {
    return globals.repo(console);
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
    return new Progress(console, !globals.quiet(), label, totalBytes);
  }
}
