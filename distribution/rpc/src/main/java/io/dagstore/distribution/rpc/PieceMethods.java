package io.dagstore.distribution.rpc;

import static io.dagstore.distribution.rpc.Method.named;
import static io.dagstore.distribution.rpc.Permission.READ;

import io.dagstore.core.api.DagStore;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Methods about pieces: shards whose key is a piece CID. */
final class PieceMethods {
  private static final long UNSEALED_COMMITMENT = 0xf101;

  private final DagStore store;

  PieceMethods(DagStore store) {
    this.store = store;
  }

  List<Method> methods() {
    return List.of(
        named("PiecesListPieces", READ, "CIDs of the pieces whose CARs are shards here.")
            .gives(Cid[].class, _ -> pieces(new ShardPages(store, ShardQuery.FIRST))),
        named("PiecesGetPieceInfo", READ, "A piece whose CAR is a shard here.")
            .with("piece", Cid.class)
            .gives(WirePiece.class, a -> piece(a.get(0, Cid.class))),
        named("PiecesGetCIDInfo", READ, "Where in pieces a block of this hash lies.")
            .with("cid", Cid.class)
            .gives(WirePlaces.class, a -> places(a.get(0, Cid.class))));
  }

  private WirePlaces places(Cid cid) throws IOException {
    var places = new ArrayList<WirePlaces.Place>();
    for (var place : store.locate(cid)) {
      pieceOf(place.shard())
          .map(piece -> new WirePlaces.Place(place.offset(), place.length(), piece))
          .ifPresent(places::add);
    }
    if (places.isEmpty()) {
      throw new RpcException(
          RpcException.Kind.REFUSED, "CID " + cid + ": expected a block of a piece here, got none");
    }
    places.sort(Comparator.comparing(place -> place.piece().toString()));
    return new WirePlaces(cid, places);
  }

  private WirePiece piece(Cid piece) throws IOException {
    if (store.info(ShardKey.of(piece.toString())).isEmpty()) {
      throw new RpcException(
          RpcException.Kind.REFUSED, "piece " + piece + ": expected one of a shard here, got none");
    }
    return new WirePiece(piece, List.of());
  }

  /**
   * Checks that a key is a piece CID.
   *
   * @throws RpcException if it is not
   */
  static void check(ShardKey key) {
    if (pieceOf(key).isEmpty()) {
      throw new RpcException(
          RpcException.Kind.INVALID_PARAMS, "piece: expected a piece CID, got " + key);
    }
  }

  private static Optional<Cid> pieceOf(ShardKey key) {
    try {
      return Optional.of(Cid.parse(key.value())).filter(cid -> cid.codec() == UNSEALED_COMMITMENT);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Iterable<Cid> pieces(Iterator<ShardInfo> all) {
    return () ->
        new Iterator<>() {
          private @Nullable Cid next = find();

          private @Nullable Cid find() {
            while (all.hasNext()) {
              var piece = pieceOf(all.next().key());
              if (piece.isPresent()) {
                return piece.get();
              }
            }
            return null;
          }

          @Override
          public boolean hasNext() {
            return next != null;
          }

          @Override
          public Cid next() {
            var piece = next;
            if (piece == null) {
              throw new NoSuchElementException();
            }
            next = find();
            return piece;
          }
        };
  }
}
