package io.dagstore.distribution.cli;

import io.dagstore.distribution.rpc.PluginInfo;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code plugins}: what a node has been brought. */
@Command(
    name = "plugins",
    header = "List the plug-ins of the node: bundle, version, state, what it brings.",
    footer = {"", "Example:", "  dagstore plugins"})
final class PluginList implements Callable<Integer> {
  private final Shell shell;

  PluginList(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (var plugin : NodeAnswer.node(shell).plugins()) {
      if (shell.out().json()) {
        json(plugin);
      } else {
        shell.out().line(line(plugin));
      }
    }
    return Exit.DONE.code();
  }

  private String line(PluginInfo plugin) {
    var out = shell.out();
    var active = plugin.problem().isEmpty();
    return plugin.bundle()
        + "  "
        + plugin.version()
        + "  "
        + (active ? out.green(plugin.state()) : out.red(plugin.state()))
        + "  "
        + String.join(", ", plugin.brings())
        + plugin.problem().map(why -> "  " + Ending.oneLine(why)).orElse("");
  }

  private void json(PluginInfo plugin) throws IOException {
    shell
        .out()
        .json(o ->
            o.text("bundle", plugin.bundle())
                .text("version", plugin.version())
                .text("state", plugin.state())
                .text("file", plugin.file())
                .texts("brings", plugin.brings())
                .text("problem", plugin.problem()));
  }
}
