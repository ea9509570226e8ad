package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.PbLink;
import java.util.Arrays;
import java.util.List;

/**
 * One shard of a HAMT directory: a bitfield says which buckets are used, and the links follow in
 * the order of the buckets. A link's name is the bucket in upper-case hex digits, followed by the
 * entry's name or, for a link to a shard one level down, by nothing. All of this is checked when it
 * is made.
 */
final class HamtShard {
  /** Multihash code of the hash function, MurmurHash3 x64 in its first 64 bits. */
  static final int MURMUR3 = 0x22;

  private static final int MIN_FANOUT = 8;
  private static final int MAX_FANOUT = 1024;
  private static final int HASH_BITS = 64;

  private final Cid cid;
  private final int bits;
  private final int digits;
  private final List<PbLink> links;
  private final int[] buckets;

  private HamtShard(Cid cid, int fanout, List<PbLink> links, int[] buckets) {
    this.cid = cid;
    this.bits = bits(fanout);
    this.digits = digits(fanout);
    this.links = links;
    this.buckets = buckets;
  }

  static boolean isFanout(long fanout) {
    return fanout >= MIN_FANOUT && fanout <= MAX_FANOUT && Long.bitCount(fanout) == 1;
  }

  /** Bits of the hash that one level uses. */
  static int bits(int fanout) {
    return Integer.numberOfTrailingZeros(fanout);
  }

  /** Hex digits of a bucket in a link's name. */
  static int digits(int fanout) {
    return (bits(fanout) + 3) / 4;
  }

  /** The bucket of a name on a level, the root's being 0. */
  static int bucket(long hash, int level, int bits) {
    return (int) ((hash << (level * bits)) >>> (HASH_BITS - bits));
  }

  /** Levels that 64 bits of hash suffice for. */
  static int levels(int bits) {
    return HASH_BITS / bits;
  }

  static HamtShard of(UnixFsNode node) throws CorruptDagException {
    UnixFsMessage message = node.message();
    require(node, message.type() == UnixFsType.HAMT_SHARD, "expected a HAMT shard");
    require(node, isFanout(message.fanout()), "HAMT fanout " + message.fanout());
    require(node, message.hashType() == MURMUR3, "HAMT hash type " + message.hashType());
    int fanout = (int) message.fanout();
    return new HamtShard(node.cid(), fanout, node.links(), buckets(node, fanout));
  }

  private static void require(UnixFsNode node, boolean fine, String what)
      throws CorruptDagException {
    if (!fine) {
      throw new CorruptDagException(node.cid(), what);
    }
  }

  private static int[] buckets(UnixFsNode node, int fanout) throws CorruptDagException {
    int[] buckets = usedBuckets(node, fanout);
    int digits = digits(fanout);
    for (int i = 0; i < buckets.length; i++) {
      byte[] name = node.links().get(i).nameBytes();
      require(
          node,
          name.length >= digits && prefix(name, digits) == buckets[i],
          "HAMT link " + i + " does not begin with bucket " + Integer.toHexString(buckets[i]));
    }
    return buckets;
  }

  private static int[] usedBuckets(UnixFsNode node, int fanout) throws CorruptDagException {
    UnixFsMessage.Data field = node.message().data();
    require(node, field.length() <= fanout / 8, "HAMT bitfield of " + field.length() + " bytes");
    int used = 0;
    for (int i = 0; i < field.length(); i++) {
      used += Integer.bitCount(field.source()[field.from() + i] & 0xFF);
    }
    require(
        node,
        used == node.links().size(),
        "HAMT bitfield has " + used + " bits for " + node.links().size() + " links");
    int[] buckets = new int[used];
    int next = 0;
    for (int bucket = 0; next < used; bucket++) {
      int at = field.length() - 1 - bucket / 8;
      if ((field.source()[field.from() + at] >> bucket % 8 & 1) != 0) {
        buckets[next++] = bucket;
      }
    }
    return buckets;
  }

  /** The value of the upper-case hex digits that {@code name} begins with, −1 when it does not. */
  private static int prefix(byte[] name, int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int c = name[i];
      boolean letter = c >= 'A' && c <= 'F';
      if (!letter && (c < '0' || c > '9')) {
        return -1;
      }
      value = value << 4 | (letter ? c - 'A' + 10 : c - '0');
    }
    return value;
  }

  Cid cid() {
    return cid;
  }

  int bits() {
    return bits;
  }

  int size() {
    return buckets.length;
  }

  int bucketAt(int index) {
    return buckets[index];
  }

  PbLink link(int index) {
    return links.get(index);
  }

  /** Whether the link leads to a shard one level down. */
  boolean isShard(int index) {
    return links.get(index).nameBytes().length == digits;
  }

  /** The entry's name, without the bucket. */
  byte[] entryName(int index) {
    byte[] name = links.get(index).nameBytes();
    return Arrays.copyOfRange(name, digits, name.length);
  }

  /** The index of the link of a bucket, negative when the bucket is empty. */
  int find(int bucket) {
    return Arrays.binarySearch(buckets, bucket);
  }

  /** Checks that the hash has bits for a shard on {@code level}. */
  void checkDepth(int level) throws CorruptDagException {
    if (level >= levels(bits)) {
      throw new CorruptDagException(cid, "HAMT nests deeper than " + levels(bits) + " levels");
    }
  }

  /** The shard in the block of a link, which has the same fanout and is not empty. */
  HamtShard child(Block block) throws CorruptDagException {
    if (!UnixFsNode.isDagPb(block.cid())) {
      throw new CorruptDagException(block.cid(), "expected a HAMT shard");
    }
    HamtShard child = of(UnixFsNode.decode(block));
    if (child.bits != bits || child.size() == 0) {
      throw new CorruptDagException(
          child.cid, "HAMT shard of another fanout than its parent, or without links");
    }
    return child;
  }
}
