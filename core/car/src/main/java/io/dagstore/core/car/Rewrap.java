package io.dagstore.core.car;

import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.FileSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Gives the payload of a CAR another wrapping. */
final class Rewrap {
  private Rewrap() {}

  static void run(Path in, Path out, CarFormat format, CarFiles.Means means) throws IOException {
    try (var reader = CarReader.open(FileSource.open(in), means.limits());
        var from = FileChannel.open(in, StandardOpenOption.READ);
        var file = AtomicFile.create(out)) {
      var header = reader.header();
      copy(from, header.dataOffset(), header.dataSize(), file.channel(), format.dataOffset());
      if (format.version() == 2) {
        long index = index(reader, out, file.channel(), format, means);
        var v2 = new V2Header(format.identities(), format.dataOffset(), header.dataSize(), index);
        ScratchFile.write(file.channel(), v2.toBytes(), 0);
      }
      file.commit();
    }
  }

  private static long index(
      CarReader reader, Path out, FileChannel file, CarFormat format, CarFiles.Means means)
      throws IOException {
    if (format.index() == IndexKind.NONE) {
      return 0;
    }
    long position = format.dataOffset() + reader.header().dataSize() + format.indexPadding();
    try (var builder = CarIndexBuilder.of(format.index(), Folders.of(out), means.work())) {
      index(reader, builder, format.identities(), means.zero());
      builder.writeTo(file, position);
    }
    return position;
  }

  static void index(CarReader reader, CarIndexBuilder builder, boolean identities, ZeroSection zero)
      throws IOException {
    try (var scanner = reader.scan(zero)) {
      builder.addAll(scanner, identities);
    }
  }

  /** Left to the kernel, which need not show the bytes to us. */
  private static void copy(
      FileChannel from, long position, long length, FileChannel to, long target)
      throws IOException {
    to.position(target);
    for (long done = 0; done < length; ) {
      long count = from.transferTo(position + done, length - done, to);
      if (count <= 0) {
        throw new IOException("file became shorter while it was copied");
      }
      done += count;
    }
  }
}
