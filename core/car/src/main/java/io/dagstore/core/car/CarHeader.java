package io.dagstore.core.car;

import io.dagstore.core.ipld.Cid;
import java.util.List;

/**
 * What the head of a CAR file says. All positions are bytes from the start of the file.
 *
 * @param version 1 or 2
 * @param roots of the CARv1 payload, in their order, possibly none
 * @param dataOffset where the CARv1 payload begins; 0 in a CARv1
 * @param dataSize length of the CARv1 payload; {@link #UNKNOWN_SIZE} for a CARv1 read from a stream
 * @param indexOffset where the index begins, 0 if there is none
 * @param fullyIndexed whether the file claims that its index holds identity CIDs too
 * @param firstSection where the first section begins, that is behind the CARv1 header frame
 */
public record CarHeader(
    int version,
    List<Cid> roots,
    long dataOffset,
    long dataSize,
    long indexOffset,
    boolean fullyIndexed,
    long firstSection) {

  /** The data goes on to the end of a stream whose length nobody knows. */
  public static final long UNKNOWN_SIZE = -1;

  /** Copies the roots. */
  public CarHeader {
    roots = List.copyOf(roots);
  }

  /** Whether the file brings an index. */
  public boolean hasIndex() {
    return indexOffset != 0;
  }

  /** Length in bytes of the CARv1 header frame, prefix included. */
  public int frameLength() {
    return Math.toIntExact(firstSection - dataOffset);
  }

  /** Where the data ends, or {@link Long#MAX_VALUE} if its size is unknown. */
  public long dataEnd() {
    return dataSize == UNKNOWN_SIZE ? Long.MAX_VALUE : dataOffset + dataSize;
  }
}
