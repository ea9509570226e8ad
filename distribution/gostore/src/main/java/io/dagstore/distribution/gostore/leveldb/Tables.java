package io.dagstore.distribution.gostore.leveldb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of tables that lie one behind the other, of which one at a time is open. */
final class Tables implements Cursor {
  private final Path folder;
  private final byte[] prefix;
  private final Iterator<TableFile> rest;
  private @Nullable Table open;

  Tables(Path folder, byte[] prefix, List<TableFile> inOrder) {
    this.folder = folder;
    this.prefix = prefix;
    this.rest = inOrder.iterator();
  }

  @Override
  public @Nullable Entry next() throws IOException {
    while (true) {
      var entry = open == null ? null : open.next();
      if (entry != null || !rest.hasNext()) {
        return entry;
      }
      close();
      open = Table.open(file(rest.next().number()), prefix);
    }
  }

  /** The first LevelDB had another ending. */
  private Path file(long number) {
    var file = folder.resolve("%06d.ldb".formatted(number));
    var old = folder.resolve("%06d.sst".formatted(number));
    return Files.exists(old) && !Files.exists(file) ? old : file;
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }
}
