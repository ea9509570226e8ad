package io.dagstore.core.car;

import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is done to whole CAR files. A file that is written appears complete or not at all, and may
 * replace the one that is read. Bad input is a {@link CarException}.
 */
public final class CarFiles {
  private CarFiles() {}

  /**
   * How to read, and means for work on large files.
   *
   * @param limits what the input may ask for
   * @param zero what a section of length zero means
   * @param work hands to sort and hash
   */
  public record Means(CarLimits limits, ZeroSection zero, Work work) {

    /** Usual limits, strict, all on the calling thread. */
    public static Means plain() {
      return new Means(CarLimits.DEFAULT, ZeroSection.CORRUPT, Work.alone());
    }
  }

  /** The facts of a file; reads section heads and the index, checks no hash. */
  public static CarInspection inspect(Source source, CarLimits limits, ZeroSection zero)
      throws IOException {
    var kind = IndexKind.NONE;
    var fault = "";
    var reader = CarReader.over(source, limits);
    try {
      kind = reader.index().map(CarIndex::kind).orElse(kind);
    } catch (CarException e) {
      fault = String.valueOf(e.getMessage());
    }
    try (var scanner = reader.scan(zero)) {
      return new Inspector(scanner).inspect(kind, fault);
    }
  }

  /**
   * The facts of a pass that has not begun yet, such as one over a stream; its index is not read.
   */
  public static CarInspection inspect(CarScanner scanner) throws IOException {
    return new Inspector(scanner).inspect(IndexKind.NONE, "");
  }

  /**
   * Checks everything: at least one root, every root a block, every hash, and the index, if there
   * is one: it must lead to every block but identity ones, and nowhere else.
   *
   * @throws CarException if not even the head of the file can be read; all else is in the result
   */
  public static CarVerification verify(Source source, Means means) throws IOException {
    return new Verifier(CarReader.over(source, means.limits()), means).verify();
  }

  /**
   * Writes the payload of {@code in}, a CARv1 or CARv2, in another layout with a new index. The
   * payload stays as it is, padding at its end included.
   */
  public static void wrap(Path in, Path out, CarFormat format, Means means) throws IOException {
    Rewrap.run(in, out, format, means);
  }

  /** Takes the CARv1 out of a CARv2, as it is; a CARv1 is copied. */
  public static void unwrap(Path in, Path out, CarLimits limits) throws IOException {
    Rewrap.run(in, out, CarFormat.V1, new Means(limits, ZeroSection.CORRUPT, Work.alone()));
  }

  /**
   * Replaces the roots in place, durable on return.
   *
   * @throws IllegalArgumentException if the header would change its length; names both lengths
   */
  public static void replaceRoots(Path file, List<Cid> roots, CarLimits limits) throws IOException {
    CarHeader header;
    try (var reader = CarReader.open(FileSource.open(file), limits)) {
      header = reader.header();
    }
    var frame = HeaderFrame.replacement(header.frameLength(), roots);
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ScratchFile.write(channel, ByteBuffer.wrap(frame), header.dataOffset());
      channel.force(true);
    }
  }

  /**
   * Writes an index of {@code source} alone.
   *
   * @param identities whether sections with identity CIDs get entries
   */
  public static void writeIndex(
      Source source, Path out, IndexKind kind, boolean identities, Means means) throws IOException {
    try (var file = AtomicFile.create(out);
        var builder = CarIndexBuilder.of(kind, Folders.of(out), means.work())) {
      Rewrap.index(CarReader.over(source, means.limits()), builder, identities, means.zero());
      builder.writeTo(file.channel(), 0);
      file.commit();
    }
  }

  /**
   * Copies the index that a file brings, as it is, and returns its length; -1 if it has none.
   *
   * @throws CarException with {@link CarException.Fault#UNUSABLE_INDEX} if it has a bad one
   */
  public static long detachIndex(Source source, CarLimits limits, WritableByteChannel out)
      throws IOException {
    var index = CarReader.over(source, limits).index();
    if (index.isEmpty()) {
      return -1;
    }
    index.get().writeTo(out);
    return index.get().byteLength();
  }

  /**
   * Puts an index behind the data of a CARv2, in place of the one that is there. Durable on return;
   * a crash between leaves a CARv2 without index.
   *
   * @throws CarException if the index is unusable, or leads outside the data
   * @throws IllegalArgumentException if the file is a CARv1, which has no place for an index
   */
  public static void attachIndex(Path file, Source index, CarLimits limits) throws IOException {
    Attach.run(file, CarIndex.read(index, 0, index.size()), limits);
  }

  /**
   * Writes the blocks of which {@code keep} holds, in their order, and of the roots those of which
   * it holds.
   *
   * @return how many blocks were written
   */
  public static long filter(Path in, Path out, CarFormat format, Predicate<Cid> keep, Means means)
      throws IOException {
    try (var source = FileSource.open(in);
        var scanner = CarScanner.over(source, means.limits(), means.zero())) {
      var roots = scanner.header().roots().stream().filter(keep).toList();
      try (var writer = CarWriter.create(out, format, roots, means.work())) {
        scanner.forEach(section -> {
          var cid = section.cid();
          if (keep.test(cid)) {
            writer.put(cid, section.data(), 0, section.dataLength());
          }
        });
        writer.finish();
        return writer.blocks();
      }
    }
  }

  /**
   * Writes the blocks of all files, one file after the other, each multihash once, with all their
   * roots in order, each once.
   *
   * @return how many blocks were written
   */
  public static long concat(List<Path> in, Path out, CarFormat format, Means means)
      throws IOException {
    return Concat.run(in, out, format, means);
  }
}
