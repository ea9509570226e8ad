package io.dagstore.distribution.cli;

import io.dagstore.core.api.ShardInfo;
import io.dagstore.distribution.gostore.GoImport;
import io.dagstore.distribution.gostore.GoStore;
import io.dagstore.distribution.gostore.Imported;
import io.dagstore.distribution.gostore.Imported.Index;
import io.dagstore.distribution.gostore.Imported.Outcome;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import-go}: the shards of a Go dagstore. */
@Command(
    name = "import-go",
    header = "Take the shards of a Go dagstore into the repository.",
    description = {
      "",
      "PATH is the folder of the Go dagstore, with datastore/, index/ and transients/; or a file"
          + " of its records, one JSON object a line. It is only read; no Go process may write"
          + " there meanwhile. CARs stay where they are. Stopped at any moment, the same command"
          + " goes on.",
      "",
      "Each CAR is indexed anew; an index that Go wrote is only compared, and told where it"
          + " differs. What was in error there and cannot be read here is in error here too."
    },
    footer = {"", "Example:", "  dagstore import-go ~/.lotusminer/dagstore --cars /data/cars"})
final class ImportGo implements Callable<Integer> {
  private final Shell shell;
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final Set<Exit> exits = EnumSet.noneOf(Exit.class);
  private long differing;

  @Option(
      names = "--cars",
      paramLabel = "BASE",
      defaultValue = "",
      description = "Where relative paths of Go's file mounts begin; by default here.")
  private String cars;

  @Parameters(paramLabel = "PATH", description = "Folder of the Go dagstore, or its records.")
  private String path;

  ImportGo(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var from = GoStore.at(shell.path(path));
    try (var store = Repo.writing(shell);
        var progress = shell.progress("importing", 0)) {
      var atOnce = Registrations.atOnce(shell.repository().node().isPresent());
      new GoImport(from, shell.path(cars), store, atOnce, Thread.ofVirtual().factory())
          .run(entry -> took(entry, progress));
    }
    summary();
    return exit().code();
  }

  private void took(Imported entry, Progress progress) throws IOException {
    outcomes.merge(entry.outcome(), 1L, Long::sum);
    differing += entry.index() == Index.DIFFERS ? 1 : 0;
    if (!entry.isSound()) {
      exits.add(exit(entry));
    }
    progress.advance(
        entry.shard().map(ShardInfo::bytes).orElse(0L),
        entry.shard().map(ShardInfo::blocks).orElse(0L));
    progress.wipe();
    if (shell.out().json()) {
      json(entry);
    } else {
      shell.out().line(line(entry));
    }
    shell.out().flush();
  }

  /** Whatever is wrong is wrong with what was to be imported, or with the world around it. */
  private static Exit exit(Imported entry) {
    var failed = entry.outcome() == Outcome.FAILED ? entry.failure() : Optional.<Exception>empty();
    return switch (failed.map(Ending::exit).orElse(Exit.CORRUPT)) {
      case WORLD, USAGE, BUSY -> Exit.WORLD;
      case DONE, NO, CORRUPT, BUG -> Exit.CORRUPT;
    };
  }

  private Exit exit() {
    return switch (exits.size()) {
      case 0 -> Exit.DONE;
      case 1 -> exits.iterator().next();
      default -> Exit.CORRUPT;
    };
  }

  private String line(Imported entry) {
    var line = new StringBuilder(Ending.oneLine(entry.key())).append("  ").append(word(entry));
    entry.shard().ifPresent(shard -> line.append("  ").append(facts(shard)));
    entry.failure().ifPresent(e -> line.append("  ").append(Ending.message(e)));
    if (entry.failure().isEmpty()) {
      entry
          .shard()
          .flatMap(ShardInfo::error)
          .ifPresent(e -> line.append("  ").append(Ending.oneLine(e)));
    }
    if (entry.fromCopy()) {
      line.append("  (from Go's local copy)");
    }
    if (entry.index() == Index.DIFFERS) {
      line.append("  ").append(shell.out().red("index differs: "));
      line.append(Ending.oneLine(entry.difference()));
    }
    return line.toString();
  }

  private String word(Imported entry) {
    var out = shell.out();
    return switch (entry.outcome()) {
      case IMPORTED -> out.green("imported");
      case PRESENT -> "there already";
      case DIFFERS -> out.red("differs");
      case FAILED -> out.red("failed");
      case UNDECODABLE -> out.red("undecodable");
    };
  }

  private static String facts(ShardInfo shard) {
    return shard.state()
        + "  "
        + Figures.count(shard.blocks(), "block")
        + "  "
        + Figures.bytes(shard.bytes());
  }

  private void json(Imported entry) throws IOException {
    var shard = entry.shard();
    shell
        .out()
        .json(o ->
            o.text("key", entry.key())
                .text("outcome", lower(entry.outcome()))
                .text("state", shard.map(ShardInfo::state))
                .text("mount", shard.map(ShardInfo::mount))
                .number("blocks", shard.map(ShardInfo::blocks).orElse(0L))
                .number("bytes", shard.map(ShardInfo::bytes).orElse(0L))
                .flag("from_copy", entry.fromCopy())
                .text("go_state", entry.was())
                .text("go_error", entry.error())
                .text("index", lower(entry.index()))
                .text("difference", entry.difference())
                .text(
                    "error",
                    entry
                        .failure()
                        .map(Ending::message)
                        .or(() -> shard.flatMap(ShardInfo::error))));
  }

  private void summary() throws IOException {
    if (shell.out().json()) {
      shell
          .out()
          .json(o -> {
            for (var outcome : Outcome.values()) {
              o.number(lower(outcome), outcomes.getOrDefault(outcome, 0L));
            }
            o.number("indices_differing", differing);
          });
    } else {
      shell.out().line(Figures.count(count(Outcome.IMPORTED), "shard") + " imported" + rest());
    }
    shell.out().flush();
  }

  private String rest() {
    return also(count(Outcome.PRESENT), "there already")
        + also(count(Outcome.DIFFERS), "there with another mount")
        + also(count(Outcome.FAILED), "failed")
        + also(count(Outcome.UNDECODABLE), "undecodable")
        + also(differing, differing == 1 ? "index differs" : "indices differ");
  }

  private static String also(long count, String what) {
    return count == 0 ? "" : ", " + Figures.count(count) + " " + what;
  }

  private long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
