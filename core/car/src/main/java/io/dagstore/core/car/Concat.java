package io.dagstore.core.car;

import io.dagstore.core.files.Closer;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** The union of several CARs. */
final class Concat {
  private final List<CarReader> readers;
  private final CarWriter writer;
  private final CarFiles.Means means;
  private final SeenHashes seen = new SeenHashes();

  private Concat(List<CarReader> readers, CarWriter writer, CarFiles.Means means) {
    this.readers = readers;
    this.writer = writer;
    this.means = means;
  }

  static long run(List<Path> in, Path out, CarFormat format, CarFiles.Means means)
      throws IOException {
    try (var closer = new Closer()) {
      var readers = new ArrayList<CarReader>();
      var roots = new LinkedHashSet<Cid>();
      for (var path : in) {
        var reader = closer.register(CarReader.open(FileSource.open(path), means.limits()));
        readers.add(reader);
        roots.addAll(reader.header().roots());
      }
      try (var writer = CarWriter.create(out, format, List.copyOf(roots), means.work())) {
        new Concat(readers, writer, means).write();
        return writer.blocks();
      }
    }
  }

  private void write() throws IOException {
    long before = 0;
    for (var reader : readers) {
      write(reader, before);
      before += reader.source().size();
    }
    writer.finish();
  }

  /** {@code before} is the length of the files before: places count through all of them. */
  private void write(CarReader reader, long before) throws IOException {
    try (var scanner = reader.scan(means.zero())) {
      scanner.forEach(section -> write(section, before));
    }
  }

  private void write(CarScanner section, long before) throws IOException {
    var cid = section.cid();
    if (seen.find(cid.multihash(), place -> isAt(cid, place)) < 0) {
      seen.add(cid.multihash(), before + section.sectionOffset());
      writer.put(cid, section.data(), 0, section.dataLength());
    }
  }

  private boolean isAt(Cid cid, long place) throws IOException {
    long rest = place;
    for (var reader : readers) {
      if (rest < reader.source().size()) {
        return reader.sections().holds(cid, rest);
      }
      rest -= reader.source().size();
    }
    return false;
  }
}
