package io.dagstore.core.car;

import static io.dagstore.core.car.CarException.Fault.LYING_INDEX;

import io.dagstore.core.files.Closer;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one CAR by CID. An index that the file brings is used as far as it proves true: the
 * CID at the place must be the one asked for, and before a block is called absent an index is built
 * from the data, as it is at once for a file without a usable index. Thread-safe; identity CIDs are
 * answered from themselves; data is not hashed. Closing it closes the source.
 */
public final class CarBlockstore implements Blockstore, Closeable {
  private final CarReader reader;
  private final ZeroSection zero;
  private final ReentrantLock building = new ReentrantLock();
  private final @Nullable CarIndex embedded;
  private volatile @Nullable BuiltIndex built;
  private volatile @Nullable CarException fault;

  private CarBlockstore(
      CarReader reader,
      ZeroSection zero,
      @Nullable CarIndex embedded,
      @Nullable CarException fault) {
    this.reader = reader;
    this.zero = zero;
    this.embedded = embedded;
    this.fault = fault;
  }

  /**
   * Opens {@code source} and takes it over, also when this fails.
   *
   * @throws CarException if the head of the file is bad, or its data where no index can be used
   */
  public static CarBlockstore open(Source source, CarLimits limits, ZeroSection zero)
      throws IOException {
    var reader = CarReader.open(source, limits);
    try {
      var store = of(reader, zero);
      if (store.embedded == null) {
        store.built();
      }
      return store;
    } catch (IOException | RuntimeException | Error e) {
      try (reader) {
        throw e;
      }
    }
  }

  private static CarBlockstore of(CarReader reader, ZeroSection zero) throws IOException {
    try {
      return new CarBlockstore(reader, zero, reader.indexTables().orElse(null), null);
    } catch (CarException e) {
      return new CarBlockstore(reader, zero, null, e);
    }
  }

  /** What the head of the file says. */
  public CarHeader header() {
    return reader.header();
  }

  /** The roots of the file. */
  public List<Cid> roots() {
    return reader.header().roots();
  }

  /** What was found wrong so far with the index that the file brings. */
  public Optional<CarException> indexFault() {
    return Optional.ofNullable(fault);
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    if (cid.isIdentity()) {
      return Optional.of(new Block(cid, cid.multihash().digest()));
    }
    var index = embedded;
    if (index != null && built == null) {
      var found = find(index, cid);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.ofNullable(find(built().index(), cid));
  }

  private @Nullable Block find(CarIndex index, Cid cid) throws IOException {
    var search = new Search(cid);
    index.find(cid.multihash(), search);
    return search.block;
  }

  /** Takes the first candidate that has the block; one that has not is noted and passed over. */
  private final class Search implements CarIndex.Candidates {
    private final Cid cid;
    private @Nullable Block block;

    Search(Cid cid) {
      this.cid = cid;
    }

    @Override
    public boolean accept(long offset) throws IOException {
      long section = header().dataOffset() + offset;
      try {
        block = reader.sections().find(cid, section).orElse(null);
        if (block == null) {
          note(lie(section, "another block"));
        }
      } catch (CarException e) {
        note(lie(section, String.valueOf(e.getMessage())));
      }
      return block != null;
    }

    private CarException lie(long section, String got) {
      return new CarException(
          LYING_INDEX,
          reader.source().name(),
          section,
          "section named by the index",
          "block " + cid,
          got);
    }
  }

  private void note(CarException lie) {
    if (fault == null) {
      fault = lie;
    }
  }

  private BuiltIndex built() throws IOException {
    var ready = built;
    if (ready != null) {
      return ready;
    }
    building.lock();
    try {
      var index = built;
      if (index == null) {
        index = BuiltIndex.of(reader, zero);
        built = index;
      }
      return index;
    } finally {
      building.unlock();
    }
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return cid.isIdentity() || size(cid).isPresent();
  }

  /** Without reading the data where the block is found at once. */
  @Override
  public OptionalLong size(Cid cid) throws IOException {
    var index = built;
    if (cid.isIdentity() || index == null) {
      return Blockstore.super.size(cid);
    }
    long[] size = {-1};
    index.index().find(cid.multihash(), offset -> (size[0] = sizeAt(cid, offset)) >= 0);
    return size[0] < 0 ? OptionalLong.empty() : OptionalLong.of(size[0]);
  }

  private int sizeAt(Cid cid, long offset) throws IOException {
    return reader.sections().size(cid, header().dataOffset() + offset);
  }

  @Override
  public void close() throws IOException {
    try (var closer = new Closer()) {
      closer.register(reader);
      var index = built;
      if (index != null) {
        closer.register(index);
      }
    }
  }
}
