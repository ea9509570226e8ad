package io.dagstore.distribution.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One command line from its words to its exit code. */
final class CommandRun {
  private final Shell shell;

  CommandRun(Shell shell) {
    this.shell = shell;
  }

  int execute(List<String> args) {
    var line = CommandTree.of(shell, args);
    configure(line, args);
    try (shell) {
      int code = line.execute(args.toArray(String[]::new));
      shell.out().flush();
      return code;
    } catch (IOException e) {
      return new Ending(shell).of(e);
    }
  }

  private void configure(CommandLine line, List<String> args) {
    var out = new PrintWriter(shell.out().bytes(), false, StandardCharsets.UTF_8);
    line.setOut(out)
        .setErr(new PrintWriter(shell.console().err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(args)))
        .setUsageHelpWidth(Math.clamp(shell.console().terminal().columns(), 60, 100))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, _) -> usage(e))
        .setExecutionExceptionHandler((e, _, _) -> new Ending(shell).of(e))
        .setExecutionStrategy(parsed -> {
          var code = new CommandLine.RunLast().execute(parsed);
          out.flush();
          return code;
        });
    Arguments.convert(line);
  }

  /** The help is coloured before the options are read. */
  private Ansi ansi(List<String> args) {
    var words = String.join("=", args).toLowerCase(Locale.ROOT);
    if (words.contains("--color=always")) {
      return Ansi.ON;
    }
    return shell.out().colour() && !words.contains("--color=never") ? Ansi.ON : Ansi.OFF;
  }

  private int usage(ParameterException e) {
    var command = e.getCommandLine().getCommandSpec().qualifiedName();
    shell.complain(Ending.oneLine(String.valueOf(e.getMessage())));
    suggestion(e).ifPresent(shell::hint);
    shell.hint("see '" + command + " --help'");
    return Exit.USAGE.code();
  }

  private static Optional<String> suggestion(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      return Optional.of("did you mean '" + unmatched.getSuggestions().getFirst() + "'?");
    }
    return Optional.empty();
  }
}
