package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.FoundBlocks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads many blocks: one question to the inverted index for a batch, then the place of each in its
 * shard, then the blocks in the order of their places. What does not go this straight way (a
 * failure, a shard that has not the block after all) is read as any other block.
 */
final class ManyReads {
  /** CIDs that are looked for at once. */
  private static final int BATCH = 4096;

  /** Blocks of one piece of work at most, and their bytes where they are more than one. */
  private static final int PIECE_BLOCKS = 64;

  private static final int PIECE_BYTES = 1 << 20;

  private static final Comparator<Spot> BY_PLACE =
      Comparator.comparingInt(Spot::shard).thenComparingLong(Spot::offset);

  private final InvertedIndex inverted;
  private final Suspects suspects;
  private final OpenShards open;
  private final Opener opener;
  private final BlockReader reader;
  private final StoreReads reads;
  private final Overlap overlap;

  ManyReads(
      Parts parts,
      OpenShards open,
      Opener opener,
      BlockReader reader,
      StoreReads reads,
      Overlap overlap) {
    this.inverted = parts.inverted();
    this.suspects = parts.suspects();
    this.open = open;
    this.opener = opener;
    this.reader = reader;
    this.reads = reads;
    this.overlap = overlap;
  }

  /** A CID that was asked for, and where its block lies; offset -1: that is not known. */
  private record Spot(int position, int shard, long offset, int length) {}

  void get(List<Cid> cids, VerifyPolicy policy, FoundBlocks found)
      throws IOException, InterruptedException {
    for (int from = 0; from < cids.size(); from += BATCH) {
      var spots = new ArrayList<Spot>();
      overlap.run(
          pieces(named(cids, from, found)),
          ManyReads::bytes,
          piece -> placed(piece, cids),
          (_, placed) -> spots.addAll(placed));
      overlap.run(
          pieces(spots),
          ManyReads::bytes,
          piece -> read(piece, cids, policy),
          (piece, blocks) -> {
            for (int i = 0; i < blocks.size(); i++) {
              found.take(piece.get(i).position, blocks.get(i));
            }
          });
    }
  }

  /** The shard to ask for each CID of the batch; what needs none is answered. */
  private List<Spot> named(List<Cid> cids, int from, FoundBlocks found) throws IOException {
    int[] positions = new int[Math.min(BATCH, cids.size() - from)];
    long[] keys = new long[positions.length];
    int count = 0;
    for (int i = from; i < from + positions.length; i++) {
      var cid = cids.get(i);
      if (cid.isIdentity()) {
        found.take(i, Optional.of(new Block(cid, cid.multihash().digest())));
      } else {
        positions[count] = i;
        keys[count++] = reader.key(cid);
      }
    }
    int[] shards = best(Arrays.copyOf(keys, count));
    var spots = new ArrayList<Spot>(count);
    for (int i = 0; i < count; i++) {
      if (shards[i] < 0) {
        found.take(positions[i], Optional.empty());
      } else {
        spots.add(new Spot(positions[i], shards[i], -1, 0));
      }
    }
    return spots;
  }

  /** Of the shards that may have a key the first, or the first that is open and not suspect. */
  private int[] best(long[] keys) throws IOException {
    int[] shards = new int[keys.length];
    Arrays.fill(shards, -1);
    inverted.find(
        keys,
        (i, shard) -> {
          if (shards[i] < 0 || (isReady(shard) && !isReady(shards[i]))) {
            shards[i] = shard;
          }
        });
    return shards;
  }

  private boolean isReady(int shard) {
    return !suspects.has(shard) && open.get(shard) != null;
  }

  private static List<List<Spot>> pieces(List<Spot> spots) {
    spots.sort(BY_PLACE);
    int most = Math.clamp(Math.ceilDiv(spots.size(), Overlap.AT_ONCE), 1, PIECE_BLOCKS);
    var pieces = new ArrayList<List<Spot>>();
    int start = 0;
    long bytes = 0;
    for (int i = 0; i < spots.size(); i++) {
      bytes += spots.get(i).length;
      if (i > start && (i - start == most || bytes > PIECE_BYTES)) {
        pieces.add(spots.subList(start, i));
        start = i;
        bytes = spots.get(i).length;
      }
    }
    if (start < spots.size()) {
      pieces.add(spots.subList(start, spots.size()));
    }
    return pieces;
  }

  private static long bytes(List<Spot> piece) {
    return piece.stream().mapToLong(Spot::length).sum();
  }

  private List<Spot> placed(List<Spot> piece, List<Cid> cids) throws IOException {
    var placed = new ArrayList<Spot>(piece.size());
    for (var spot : piece) {
      placed.add(placed(spot, cids.get(spot.position)));
    }
    return placed;
  }

  /** The spot with its place by the shard's index, if that can be had. */
  private Spot placed(Spot spot, Cid cid) throws IOException {
    try {
      var shard = suspects.has(spot.shard) ? null : opener.open(spot.shard);
      if (shard == null) {
        return spot;
      }
      int entered = shard.enter();
      try {
        return entered < 0 ? spot : placed(spot, shard, reader.key(cid));
      } finally {
        open.leave(shard, entered);
      }
    } catch (DagStoreException.OfShard | DagStoreException.StoreReadOnly | IOException e) {
      suspects.add(spot.shard);
      return spot;
    }
  }

  private static Spot placed(Spot spot, OpenShard shard, long key) throws IOException {
    var index = shard.lookup().index();
    long entry = index.first(key);
    return entry < 0
        ? spot
        : new Spot(spot.position, spot.shard, index.offset(entry), index.length(entry));
  }

  private List<Optional<Block>> read(List<Spot> piece, List<Cid> cids, VerifyPolicy policy)
      throws IOException {
    var blocks = new ArrayList<Optional<Block>>(piece.size());
    for (var spot : piece) {
      var cid = cids.get(spot.position);
      var block = spot.offset < 0 ? null : straight(spot, cid, policy);
      blocks.add(Optional.ofNullable(block == null ? reads.get(cid, policy) : block));
    }
    return blocks;
  }

  /** The block from its shard; null where that fails, which the longer way tells of. */
  private @Nullable Block straight(Spot spot, Cid cid, VerifyPolicy policy) {
    var shard = open.get(spot.shard);
    if (shard == null) {
      return null;
    }
    int entered = shard.enter();
    try {
      return entered < 0 ? null : reader.read(shard, cid, reader.key(cid), policy);
    } catch (IOException e) {
      return null;
    } finally {
      open.leave(shard, entered);
    }
  }
}
