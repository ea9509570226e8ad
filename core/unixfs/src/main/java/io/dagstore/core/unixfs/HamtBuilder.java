package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.PbLink;
import io.dagstore.core.ipld.PbNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes the shards of a directory from all its entries at once: on each level the entries are dealt
 * out to their buckets, and a bucket with more than one becomes a shard of its own.
 */
final class HamtBuilder {
  private final EntryTable entries;
  private final int fanout;
  private final int bits;
  private final NodeWriter writer;
  private final long[] hashes;
  private final int[] order;
  private final int[] dealt;
  private final String[] prefixes;

  HamtBuilder(EntryTable entries, int fanout, NodeWriter writer) {
    this.entries = entries;
    this.fanout = fanout;
    this.bits = HamtShard.bits(fanout);
    this.writer = writer;
    this.hashes = new long[entries.size()];
    this.order = new int[entries.size()];
    this.dealt = new int[entries.size()];
    this.prefixes = prefixes(fanout);
    for (int i = 0; i < order.length; i++) {
      hashes[i] = Murmur3.hash(entries.name(i));
      order[i] = i;
    }
  }

  private static String[] prefixes(int fanout) {
    HexFormat hex = HexFormat.of().withUpperCase();
    String[] prefixes = new String[fanout];
    for (int bucket = 0; bucket < fanout; bucket++) {
      prefixes[bucket] = hex.toHexDigits(bucket, HamtShard.digits(fanout));
    }
    return prefixes;
  }

  UnixFsLink build(UnixFsMetadata metadata) throws IOException {
    return shard(0, order.length, 0, metadata);
  }

  private UnixFsLink shard(int from, int to, int level, UnixFsMetadata metadata)
      throws IOException {
    if (level == HamtShard.levels(bits)) {
      throw collision(from);
    }
    int[] starts = deal(from, to, level);
    List<PbLink> links = new ArrayList<>();
    byte[] bitfield = new byte[fanout / 8];
    for (int bucket = 0; bucket < fanout; bucket++) {
      int count = starts[bucket + 1] - starts[bucket];
      if (count > 0) {
        bitfield[bitfield.length - 1 - bucket / 8] |= (byte) (1 << bucket % 8);
        links.add(link(starts[bucket], starts[bucket + 1], bucket, level));
      }
    }
    byte[] message = UnixFsEncoder.shard(trim(bitfield), fanout, metadata);
    return writer.put(PbNode.of(links, message));
  }

  private PbLink link(int from, int to, int bucket, int level) throws IOException {
    String prefix = prefixes[bucket];
    if (to - from == 1) {
      return entries.link(order[from], prefix);
    }
    UnixFsLink child = shard(from, to, level + 1, UnixFsMetadata.NONE);
    return new PbLink(child.cid(), prefix, child.tsize());
  }

  /** Sorts a stretch of {@code order} by bucket; returns where each bucket begins. */
  private int[] deal(int from, int to, int level) {
    int[] starts = new int[fanout + 1];
    for (int i = from; i < to; i++) {
      starts[bucket(i, level) + 1]++;
    }
    starts[0] = from;
    for (int bucket = 0; bucket < fanout; bucket++) {
      starts[bucket + 1] += starts[bucket];
    }
    int[] next = Arrays.copyOf(starts, fanout);
    for (int i = from; i < to; i++) {
      dealt[next[bucket(i, level)]++] = order[i];
    }
    System.arraycopy(dealt, from, order, from, to - from);
    return starts;
  }

  private int bucket(int index, int level) {
    return HamtShard.bucket(hashes[order[index]], level, bits);
  }

  private static byte[] trim(byte[] bitfield) {
    int from = 0;
    while (from < bitfield.length && bitfield[from] == 0) {
      from++;
    }
    return Arrays.copyOfRange(bitfield, from, bitfield.length);
  }

  private IllegalArgumentException collision(int from) {
    String first = entries.link(order[from], "").name();
    String second = entries.link(order[from + 1], "").name();
    return new IllegalArgumentException(
        first.equals(second)
            ? "two entries named \"" + first + "\""
            : "names with the same hash: \"" + first + "\" and \"" + second + "\"");
  }
}
