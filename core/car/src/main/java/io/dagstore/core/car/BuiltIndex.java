package io.dagstore.core.car;

import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Source;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An index made from the data of one file, in memory or, if large, in a temporary file. */
record BuiltIndex(CarIndex index, Source bytes) implements Closeable {

  static BuiltIndex of(CarReader reader, ZeroSection zero) throws IOException {
    var folder = Path.of(System.getProperty("java.io.tmpdir"));
    try (var scanner = reader.scan(zero);
        var builder = CarIndexBuilder.of(IndexKind.MULTIHASH_SORTED, folder, Work.alone())) {
      builder.addAll(scanner, false);
      var bytes =
          builder.isSmall() ? Source.of(builder.toBytes(), "built index") : spill(builder, folder);
      return of(bytes);
    }
  }

  private static BuiltIndex of(Source bytes) throws IOException {
    try {
      return new BuiltIndex(CarIndex.readTables(bytes, 0, bytes.size()), bytes);
    } catch (IOException | RuntimeException | Error e) {
      try (bytes) {
        throw e;
      }
    }
  }

  /** The name goes at once; the bytes live as long as they are open. */
  private static Source spill(CarIndexBuilder builder, Path folder) throws IOException {
    var file = Files.createTempFile(folder, "dagstore-", ".idx");
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      builder.writeTo(channel, 0);
      return FileSource.open(file);
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
