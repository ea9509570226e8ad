package io.dagstore.distribution.rpc;

import io.dagstore.core.ipld.Cid;
import java.util.List;

/** Where a block lies in pieces. */
record WirePlaces(@Wire("CID") Cid cid, @Wire("PieceBlockLocations") List<Place> places) {

  /** One copy: bytes of the block from an offset in the piece's CAR. */
  record Place(
      @Wire("RelOffset") long offset, @Wire("BlockSize") int size, @Wire("PieceCID") Cid piece) {}
}
