package io.dagstore.distribution.cli;

import io.dagstore.distribution.runtime.config.NodeConfig;
import io.dagstore.distribution.runtime.config.Setting;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code config}: the configuration in effect. */
@Command(
    name = "config",
    header = "Print every setting of the repository with where its value comes from.",
    description = {
      "",
      "What is printed is what a node would start with now: the file dagstore.toml of the"
          + " repository and the environment."
    },
    footer = {"", "Example:", "  dagstore config > dagstore.toml"})
final class Config implements Callable<Integer> {
  private final Shell shell;

  Config(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    var report = NodeConfig.read(shell.repo(), shell.console().env()).report();
    if (!shell.out().json()) {
      shell.out().line(report.toml().stripTrailing());
      return Exit.DONE.code();
    }
    for (var setting : report.settings()) {
      json(setting);
    }
    return Exit.DONE.code();
  }

  private void json(Setting setting) throws IOException {
    shell
        .out()
        .json(o ->
            o.text("section", setting.section())
                .text("key", setting.key())
                .text("value", setting.value())
                .text("default", setting.standard())
                .text("range", setting.range())
                .text("variable", setting.variable())
                .text("origin", setting.origin()));
  }
}
