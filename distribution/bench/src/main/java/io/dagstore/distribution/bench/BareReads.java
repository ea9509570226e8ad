package io.dagstore.distribution.bench;

import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.CarScanner;
import io.dagstore.core.car.ZeroSection;
import io.dagstore.core.files.Closer;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What reading blocks costs at least: their bytes copied out of mapped files into new arrays, each
 * place known beforehand, nothing looked up and nothing compared.
 */
final class BareReads implements Closeable {
  private final Source[] sources;
  private final long[] offsets;
  private final int[] lengths;
  private final Closer open = new Closer();

  private BareReads(int count) {
    sources = new Source[count];
    offsets = new long[count];
    lengths = new int[count];
  }

  /** Reads of these blocks, which lie in these files. */
  static BareReads of(List<Path> files, List<Cid> cids) throws IOException {
    var wanted = HashMap.<Cid, Integer>newHashMap(cids.size());
    for (int i = 0; i < cids.size(); i++) {
      wanted.put(cids.get(i), i);
    }
    var reads = new BareReads(cids.size());
    for (var file : files) {
      reads.take(file, wanted);
    }
    return reads;
  }

  private void take(Path file, Map<Cid, Integer> wanted) throws IOException {
    var source = open.register(FileSource.open(file));
    try (var scanner = CarScanner.over(source, CarLimits.DEFAULT, ZeroSection.END)) {
      while (scanner.next()) {
        var at = wanted.remove(scanner.cid());
        if (at != null) {
          sources[at] = source;
          offsets[at] = scanner.dataOffset();
          lengths[at] = scanner.dataLength();
        }
      }
    }
  }

  /** What was counted are bytes. */
  Callers.Outcome run(int threads) throws IOException, InterruptedException {
    return Callers.run(sources.length, threads, this::read);
  }

  private long read(int number) throws IOException {
    var data = new byte[lengths[number]];
    sources[number].read(offsets[number], data, 0, data.length);
    return data.length;
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
