package io.dagstore.distribution.cli;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.store.DoctorListener;
import io.dagstore.core.store.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Prints what the doctor finds as it comes, and how far the examination is. */
final class DoctorReport implements DoctorListener, AutoCloseable {
  private final Shell shell;
  private final boolean deep;
  private volatile @Nullable Progress progress;

  DoctorReport(Shell shell, boolean deep) {
    this.shell = shell;
    this.deep = deep;
  }

  @Override
  public void begins(long shards, long bytes) {
    progress =
        deep ? shell.progress("examining", bytes) : shell.progress("examining", shards, "shard");
  }

  @Override
  public void advanced(long shards, long blocks, long bytes) {
    var shown = progress;
    if (shown != null) {
      shown.advance(deep ? bytes : shards, blocks);
    }
  }

  @Override
  public void found(Finding finding) {
    wipe();
    try {
      if (shell.out().json()) {
        json(finding);
      } else {
        shell.out().line(line(finding));
      }
      shell.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line(Finding finding) {
    var out = shell.out();
    return (finding.repaired() ? out.green("REPAIRED") : out.red("FOUND"))
        + " "
        + finding.invariant().id()
        + finding.shard().map(key -> " of " + key).orElse("")
        + ": "
        + Ending.oneLine(
            finding.where()
                + ": expected "
                + finding.expected()
                + ", got "
                + finding.got()
                + (finding.repaired() ? "" : "; " + finding.remedy()));
  }

  private void json(Finding finding) throws IOException {
    shell
        .out()
        .json(o ->
            o.text("invariant", finding.invariant().id())
                .text("key", finding.shard().map(ShardKey::value))
                .text("where", finding.where())
                .text("expected", finding.expected())
                .text("got", finding.got())
                .text("remedy", finding.remedy())
                .flag("repaired", finding.repaired()));
  }

  private void wipe() {
    var shown = progress;
    if (shown != null) {
      shown.wipe();
    }
  }

  @Override
  public void close() {
    wipe();
  }
}
