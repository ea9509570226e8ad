package io.dagstore.distribution.cli;

import io.dagstore.distribution.rpc.RebuildProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rebuild-index}: makes the inverted index anew, by any engine. */
@Command(
    name = "rebuild-index",
    header = "Make the index over all shards anew, by the engine that is configured or another.",
    description = {
      "",
      "Shard indices are read, not CARs. The index before serves until the new one is whole and takes"
          + " its place; a node goes on reading and writing meanwhile. What broke off is gone on with"
          + " by the next call for the same engine. Write the engine's name into dagstore.toml too:"
          + " [index] inverted."
    },
    footer = {"", "Example:", "  dagstore rebuild-index --engine chronicle"})
final class RebuildIndex implements Callable<Integer> {
  private final Shell shell;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "",
      description = "segments, chronicle, or one of a plug-in; default the configured one.")
  private String engine = "";

  RebuildIndex(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      shell.repository().rebuildIndex(engine, this::print);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return Exit.DONE.code();
  }

  private void print(RebuildProgress progress) {
    var out = shell.out();
    try {
      if (out.json()) {
        out.json(o -> o.number("done", progress.done()).number("total", progress.total()));
      } else {
        out.line("(" + progress.done() + "/" + progress.total() + ") shards");
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
