package io.dagstore.core.car;

import static io.dagstore.core.car.CarException.Fault.LYING_INDEX;

import io.dagstore.core.files.FileSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Puts an index into a CARv2 that exists. */
final class Attach {
  private Attach() {}

  static void run(Path file, CarIndex index, CarLimits limits) throws IOException {
    var header = header(file, limits);
    if (header.version() != 2) {
      throw new IllegalArgumentException(file + " is a CARv1, which has no place for an index");
    }
    checkOffsets(file, header, index);
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      writeHeader(channel, header, 0);
      channel.truncate(header.dataEnd());
      channel.position(header.dataEnd());
      index.writeTo(channel);
      channel.force(true);
      writeHeader(channel, header, header.dataEnd());
    }
  }

  private static CarHeader header(Path file, CarLimits limits) throws IOException {
    try (var reader = CarReader.open(FileSource.open(file), limits)) {
      return reader.header();
    }
  }

  private static void checkOffsets(Path file, CarHeader header, CarIndex index) throws IOException {
    index.forEach((_, _, offset) -> {
      if (offset < header.frameLength() || offset >= header.dataSize()) {
        throw new CarException(
            LYING_INDEX,
            file.toString(),
            header.dataOffset(),
            "offset in the index",
            "from " + header.frameLength() + " to " + header.dataSize(),
            Long.toUnsignedString(offset));
      }
    });
  }

  private static void writeHeader(FileChannel channel, CarHeader header, long index)
      throws IOException {
    var v2 = new V2Header(header.fullyIndexed(), header.dataOffset(), header.dataSize(), index);
    ScratchFile.write(channel, v2.toBytes(), 0);
    channel.force(true);
  }
}
