package io.dagstore.core.car;

import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * An open CAR, version 1 or 2, read at any position. Thread-safe; nothing is cached but the head of
 * the file. Closing it closes the source.
 */
public final class CarReader implements Closeable {
  private final Source source;
  private final CarLimits limits;
  private final CarHeader header;
  private final SectionReader sections;

  private CarReader(Source source, CarLimits limits, CarHeader header) {
    this.source = source;
    this.limits = limits;
    this.header = header;
    this.sections =
        new SectionReader(source, header.firstSection(), header.dataEnd(), limits.maxSection());
  }

  /**
   * Reads the head of {@code source} and takes the source over, also when this fails.
   *
   * @throws CarException if the head of the file is bad
   */
  public static CarReader open(Source source, CarLimits limits) throws IOException {
    try {
      return over(source, limits);
    } catch (IOException | RuntimeException | Error e) {
      try (source) {
        throw e;
      }
    }
  }

  /** As {@link #open}, with the source left to its owner. */
  static CarReader over(Source source, CarLimits limits) throws IOException {
    try (var scan = source.scan(0)) {
      var header = new HeaderReader(scan, source.name(), source.size(), limits).read();
      return new CarReader(source, limits, header);
    }
  }

  /** What the head of the file says. */
  public CarHeader header() {
    return header;
  }

  /** The bytes below. */
  public Source source() {
    return source;
  }

  /** The limits this reader was opened with. */
  public CarLimits limits() {
    return limits;
  }

  /** A new pass over all sections, to be closed by the caller before this reader. */
  public CarScanner scan(ZeroSection zero) throws IOException {
    return CarScanner.over(source, limits, zero);
  }

  /**
   * The index that the file brings; empty if it brings none. Its structure is checked, its truth is
   * not: compare the CID at the place it names.
   *
   * @throws CarException with {@link CarException.Fault#UNUSABLE_INDEX} if it breaks its format
   */
  public Optional<CarIndex> index() throws IOException {
    if (!header.hasIndex()) {
      return Optional.empty();
    }
    return Optional.of(CarIndex.read(source, indexOffset(), source.size()));
  }

  /** The index as far as its tables go; its entries are not looked at. */
  Optional<CarIndex> indexTables() throws IOException {
    if (!header.hasIndex()) {
      return Optional.empty();
    }
    return Optional.of(CarIndex.readTables(source, indexOffset(), source.size()));
  }

  private long indexOffset() throws CarException {
    long at = header.indexOffset();
    if (at < header.dataEnd() || at >= source.size()) {
      throw new CarException(
          CarException.Fault.UNUSABLE_INDEX,
          source.name(),
          43,
          "index offset",
          "from the end of the data at " + header.dataEnd() + " to the end of the file",
          Long.toUnsignedString(at));
    }
    return at;
  }

  /** Reads the section whose length prefix is at {@code section}, with the CID found there. */
  public Block block(long section) throws IOException {
    return sections.read(section);
  }

  /**
   * Reads the block {@code cid} from the section at {@code section} in one read. The CID found
   * there must have the same multihash; its data is not hashed.
   *
   * @param sectionLength of prefix, CID and data together
   * @throws CarException with {@link CarException.Fault#LYING_INDEX} if another block is there
   */
  public Block block(Cid cid, long section, int sectionLength) throws IOException {
    return read(source, cid, section, sectionLength);
  }

  /**
   * As {@link #block(Cid, long, int)}, for a source of which only the place of the section is
   * known.
   */
  public static Block read(Source source, Cid cid, long section, int sectionLength)
      throws IOException {
    return SectionReader.read(source, cid, section, sectionLength);
  }

  SectionReader sections() {
    return sections;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
