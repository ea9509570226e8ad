package io.dagstore.core.car;

import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is done to whole CAR files. Files that are written appear complete or not at all; input and
 * output may be the same file unless said otherwise. Bad input is a {@link CarException}.
 */
public final class CarFiles {
  private CarFiles() {}

  /**
   * Means for work on large files.
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

  /** The facts of a file, without checking hashes. Reads section heads only. */
  public static CarInspection inspect(Source source, CarLimits limits, ZeroSection zero)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The facts of a pass that goes on to its end; the scanner is not closed. */
  public static CarInspection inspect(CarScanner scanner) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Checks everything: at least one root, every root a block, every hash, and an index, if there is
   * one, that leads to every block but identity ones.
   */
  public static CarVerification verify(Source source, Means means) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Wraps a CARv1 in a CARv2; {@code in} may be a CARv2 too, whose payload gets a new wrapping. */
  public static void wrap(Path in, Path out, CarFormat format, Means means) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Takes the CARv1 out of a CARv2, as it is; a CARv1 is copied. */
  public static void unwrap(Path in, Path out, CarLimits limits) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Replaces the roots in place, durable on return.
   *
   * @throws IllegalArgumentException if the header would change its length; names both lengths
   */
  public static void replaceRoots(Path file, List<Cid> roots, CarLimits limits) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Writes an index of {@code source} alone. */
  public static void writeIndex(Source source, Path out, CarFormat format, Means means)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Copies the index that a file brings and returns it length.
   *
   * @throws CarException with {@link CarException.Fault#UNUSABLE_INDEX} if it has none or a bad one
   */
  public static long detachIndex(Source source, CarLimits limits, WritableByteChannel out)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Puts an index behind the data of a CARv2 in place, instead of the one that is there. */
  public static void attachIndex(Path file, Path index, CarLimits limits) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes the blocks of which {@code keep} holds, and of the roots those of which it holds.
   *
   * @return how many blocks were written
   */
  public static long filter(
      Path in, Path out, CarFormat format, Predicate<Cid> keep, Means means) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes the blocks of all files, one after the other, each multihash once, with all their roots
   * in order, each once.
   *
   * @return how many blocks were written
   */
  public static long concat(List<Path> in, Path out, CarFormat format, Means means)
      throws IOException {
    throw new UnsupportedOperationException();
  }
}
