package io.dagstore.core.car;

import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The blocks of one CAR by CID. An index that the file brings is used as far as it proves true: the
 * CID at the place must be the one asked for, and before a block is called absent an index is built
 * from the data, as it is at once for a file without a usable index. Thread-safe; identity CIDs are
 * answered from themselves; data is not hashed. Closing it closes the source.
 */
public final class CarBlockstore implements Blockstore, Closeable {
  private CarBlockstore() {}

  /**
   * Opens {@code source} and takes it over, also when this fails.
   *
   * @throws CarException if the head of the file is bad, or its data where no index can be used
   */
  public static CarBlockstore open(Source source, CarLimits limits, ZeroSection zero)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** What the head of the file says. */
  public CarHeader header() {
    throw new UnsupportedOperationException();
  }

  /** The roots of the file. */
  public List<Cid> roots() {
    throw new UnsupportedOperationException();
  }

  /** What was found wrong with the index of the file so far. */
  public Optional<CarException> indexFault() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public OptionalLong size(Cid cid) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
