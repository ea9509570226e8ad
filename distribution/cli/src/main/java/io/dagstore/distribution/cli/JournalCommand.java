package io.dagstore.distribution.cli;

import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code journal}: what happened, and what happens. */
@Command(
    name = "journal",
    header = "Show what happened at the repository, oldest first.",
    footer = {
      "",
      "Example:",
      "  dagstore journal --since 2026-01-31 --system dagstore",
      "  dagstore journal --follow --json"
    })
final class JournalCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(names = "--follow", description = "Go on with what comes, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = "--since",
      paramLabel = "T",
      description = "Begin there: 2026-01-31, or 2026-01-31T12:00:00Z.")
  private Optional<String> since = Optional.empty();

  @Option(
      names = "--system",
      paramLabel = "S",
      description = "Only events of this system: dagstore, journal, ...")
  private Optional<String> system = Optional.empty();

  JournalCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var query = new JournalQuery(since.map(JournalCommand::time), system, follow);
    try {
      shell.repository().journal(query, this::print);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return Exit.DONE.code();
  }

  private static Instant time(String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw Failure.usage(
          "--since: expected a time such as 2026-01-31T12:00:00Z, or a day, got '" + text + "'");
    }
  }

  private void print(JournalEvent event) {
    try {
      if (shell.out().json()) {
        shell
            .out()
            .json(o ->
                o.text("system", event.system())
                    .text("event", event.event())
                    .text("timestamp", event.time())
                    .values("data", event.data()));
      } else {
        shell.out().line(line(event));
      }
      if (follow) {
        shell.out().flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line(JournalEvent event) {
    var data =
        event.data().entrySet().stream()
            .map(field -> field.getKey() + "=" + Printable.text(String.valueOf(field.getValue())))
            .collect(Collectors.joining("  "));
    return shell.out().dim(event.time().toString())
        + "  "
        + shell.out().bold(event.system() + ":" + event.event())
        + (data.isEmpty() ? "" : "  " + data);
  }
}
