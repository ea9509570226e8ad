package io.dagstore.distribution.cli;

import io.dagstore.distribution.rpc.InitializeEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code initialize-all}: indexes every shard that is new. */
@Command(
    name = "initialize-all",
    header = "Index every shard that is new, many at once.",
    description = {
      "",
      "A shard that fails does not stop the others; 'recover-shard' tries it again. Shards whose"
          + " bytes are not ready, such as sealed ones, are left out."
    },
    footer = {"", "Example:", "  dagstore initialize-all --concurrency 4"})
final class InitializeAll implements Callable<Integer> {
  private final Shell shell;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "0",
      description = "Shards at once; 0, the default, leaves that to the store.")
  private int concurrency;

  @Option(names = "--include-sealed", description = "Also shards whose bytes are not ready.")
  private boolean includeSealed;

  InitializeAll(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (concurrency < 0) {
      throw Failure.usage("--concurrency: expected 0 or more, got " + concurrency);
    }
    var failed = new AtomicInteger();
    try {
      shell
          .repository()
          .initializeAll(
              concurrency,
              includeSealed,
              event -> {
                print(event);
                failed.addAndGet(event.error().isEmpty() ? 0 : 1);
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    // Why they failed is known as text only, as with a shard that is errored.
    return (failed.get() == 0 ? Exit.DONE : Exit.CORRUPT).code();
  }

  /** Local work tells of its shards from several threads. */
  private synchronized void print(InitializeEvent event) {
    try {
      if (shell.out().json()) {
        json(event);
      } else {
        shell.out().line(line(event));
      }
      shell.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line(InitializeEvent event) {
    var what =
        switch (event.event()) {
          case InitializeEvent.START -> "STARTING";
          default ->
              event.success()
                  ? shell.out().green("SUCCESS")
                  : shell.out().red("ERROR") + " " + Ending.oneLine(event.error());
        };
    return "(" + event.current() + "/" + event.total() + ") " + event.key() + " " + what;
  }

  private void json(InitializeEvent event) throws IOException {
    shell
        .out()
        .json(o ->
            o.text("key", event.key())
                .text("event", event.event())
                .flag("success", event.success())
                .text("error", event.error())
                .number("total", event.total())
                .number("current", event.current()));
  }
}
