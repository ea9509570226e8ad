package io.dagstore.distribution.cli;

import io.dagstore.core.store.Checkup;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}: examines the repository, and repairs it. */
@Command(
    name = "doctor",
    header = "Examine the repository: records, indices, mounts and, if asked, every block.",
    description = {
      "",
      "Nothing is written without --fix, which makes again what can be made again: indices, counts,"
          + " marks, and removes files that nobody owns. Records and data are never removed. No node"
          + " may run on the repository meanwhile.",
      "",
      "Exit code 0: clean, or all repaired; 65: something is not repaired; 75: somebody has the"
          + " repository open; 74: there is none."
    },
    footer = {"", "Example:", "  dagstore doctor --deep", "  dagstore doctor --fix"})
final class DoctorCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(names = "--fix", description = "Repair what can be repaired.")
  private boolean fix;

  @Option(names = "--deep", description = "Read and hash every block of every shard too.")
  private boolean deep;

  DoctorCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Checkup checkup;
    try (var report = new DoctorReport(shell, deep)) {
      var doctor = shell.repository().doctor(report);
      if (deep) {
        doctor.deep();
      }
      if (fix) {
        doctor.mending();
      }
      checkup = doctor.examine();
    }
    print(checkup);
    return (checkup.clean() ? Exit.DONE : Exit.CORRUPT).code();
  }

  private void print(Checkup checkup) throws IOException {
    if (shell.out().json()) {
      json(checkup);
      return;
    }
    shell.out().line(summary(checkup));
    note(checkup.underway(), "a stopped process left on its way; the next start goes on with it");
    note(checkup.unreachable(), "of a mount that only a node with its plug-in can look at");
    if (checkup.unverifiable() > 0) {
      shell.note(
          Figures.count(checkup.unverifiable(), "block")
              + " could not be checked: their hash function is not known here");
    }
    if (!checkup.clean() && !fix) {
      shell.note("'dagstore doctor --fix' repairs what can be made again");
    }
  }

  private void note(long shards, String what) {
    if (shards > 0) {
      shell.note(Figures.count(shards, "shard") + " " + what);
    }
  }

  private String summary(Checkup checkup) {
    var out = shell.out();
    var verdict =
        checkup.findings() == 0
            ? out.green("clean")
            : Figures.count(checkup.findings(), "finding")
                + ", "
                + (checkup.clean() ? out.green("all repaired") : repaired(checkup));
    var hashed =
        deep
            ? ", "
                + Figures.count(checkup.blocks(), "block")
                + ", "
                + Figures.bytes(checkup.bytes())
            : "";
    return verdict + ": " + Figures.count(checkup.shards(), "shard") + hashed;
  }

  private String repaired(Checkup checkup) {
    return shell
        .out()
        .red(Figures.count(checkup.findings() - checkup.repaired()) + " not repaired");
  }

  private void json(Checkup checkup) throws IOException {
    shell
        .out()
        .json(o ->
            o.flag("clean", checkup.clean())
                .number("shards", checkup.shards())
                .number("underway", checkup.underway())
                .number("unreachable", checkup.unreachable())
                .number("blocks", checkup.blocks())
                .number("bytes", checkup.bytes())
                .number("unverifiable", checkup.unverifiable())
                .number("findings", checkup.findings())
                .number("repaired", checkup.repaired()));
  }
}
