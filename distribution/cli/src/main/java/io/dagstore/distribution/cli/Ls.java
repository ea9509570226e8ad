package io.dagstore.distribution.cli;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.unixfs.UnixFsKind;
import io.dagstore.core.unixfs.UnixFsReader;
import io.dagstore.core.unixfs.UnixFsStat;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ls}: the entries of a directory, in the order of its blocks. */
@Command(
    name = "ls",
    header = "List a directory: CID, type, size, name.",
    footer = {"", "Example:", "  dagstore ls bafybei.../images"})
final class Ls implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "CID[/path]", description = "The directory, or a file.")
  private DagPath place;

  Ls(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (var store = Repo.reading(shell)) {
      var reader = new UnixFsReader(store);
      var end = reader.resolve(place.root(), place.path());
      var cid = Nodes.whole(end, place);
      var stat = reader.stat(cid);
      if (stat.kind() != UnixFsKind.DIRECTORY) {
        print(end.name(), cid, Optional.of(stat));
        return Exit.DONE.code();
      }
      var entries = reader.list(cid);
      for (var next = entries.next(); next.isPresent(); next = entries.next()) {
        var entry = next.get();
        print(entry.name(), entry.cid(), stat(store, entry.cid()));
      }
    }
    return Exit.DONE.code();
  }

  /** What the entry is, empty where its block is in no shard: the listing is right without it. */
  private static Optional<UnixFsStat> stat(Catalogue store, Cid cid) throws IOException {
    var block = store.get(cid);
    return block.isPresent() ? Optional.of(UnixFsReader.stat(block.get())) : Optional.empty();
  }

  private void print(String name, Cid cid, Optional<UnixFsStat> stat) throws IOException {
    var out = shell.out();
    var type = stat.map(s -> s.kind().name().toLowerCase(Locale.ROOT)).orElse("missing");
    if (out.json()) {
      out.json(o -> {
        o.text("name", name).text("cid", cid).text("type", type);
        stat.ifPresentOrElse(s -> o.number("size", s.size()), () -> o.nothing("size"));
      });
      return;
    }
    var size = stat.map(s -> Long.toString(s.size())).orElse("-");
    out.line(
        cid
            + "  "
            + type
            + " ".repeat(Math.max(1, 22 - type.length() - size.length()))
            + size
            + "  "
            + Printable.text(name));
  }
}
