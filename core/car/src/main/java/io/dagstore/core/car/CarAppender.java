package io.dagstore.core.car;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.BlockSink;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A CAR file that grows and can be read meanwhile. It stays unfinished on disk until {@link
 * #finish}; after a crash or a plain close {@link #open} goes on behind the last whole block.
 * A block whose multihash is there is not written again. Thread-safe: one writer at a time, reads
 * beside it.
 */
public final class CarAppender implements BlockSink, Blockstore, Closeable {
  private CarAppender() {}

  /**
   * Makes the file if it is absent or empty, resumes it otherwise. A finished CARv2 loses its index
   * and counts as unfinished from here on.
   *
   * @param roots of a new file; a file that exists must have the same, in any order
   * @throws CarException if the file is no CAR of this format
   * @throws IllegalArgumentException if version, padding or roots differ from the file's
   */
  public static CarAppender open(Path file, CarFormat format, List<Cid> roots, CarLimits limits)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** What {@link #open} cut off the end of the file, empty if it was whole. */
  public Optional<Repair> repair() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void put(Block block) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Makes what was put so far durable. */
  public void force() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Writes the index, forces, then the header, forces again. Only reads are possible afterwards. */
  public void finish() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Closes the file as it is. */
  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * What had to be cut.
   *
   * @param offset where the file ends now
   * @param bytes how many were behind it
   * @param reason why they could not stay
   */
  public record Repair(long offset, long bytes, String reason) {}
}
