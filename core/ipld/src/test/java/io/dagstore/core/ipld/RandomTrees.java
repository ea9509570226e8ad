package io.dagstore.core.ipld;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** Trees of the data model, of every kind and none too large. */
final class RandomTrees {
  private final Seeded random = new Seeded();

  Node next() {
    return node(5);
  }

  /** A link of any codec and hash. */
  Cid cid() {
    long[] hashes = {Multicodec.IDENTITY, Multicodec.SHA2_256, Multicodec.BLAKE2B_256};
    long[] codecs = {Multicodec.RAW, Multicodec.DAG_CBOR, Multicodec.DAG_JSON};
    Multihash hash = Multihash.sum(hashes[random.upTo(2)], random.bytes(20));
    return random.upTo(3) == 0 && hash.code() == Multicodec.SHA2_256
        ? Cid.v0(hash)
        : Cid.v1(codecs[random.upTo(2)], hash);
  }

  private Node node(int depth) {
    return switch (random.upTo(depth == 0 ? 7 : 11)) {
      case 0 -> Node.NULL;
      case 1 -> new Node.Bool(random.upTo(1) == 0);
      case 2 -> Node.Int.of(random.anyLong());
      case 3 -> big();
      case 4 -> new Node.Float64(random.anyDouble());
      case 5 -> new Node.Text(text());
      case 6 -> new Node.Bytes(random.bytes(40));
      case 7 -> new Node.Link(cid());
      case 8, 9 -> list(depth - 1);
      default -> map(depth - 1);
    };
  }

  private Node big() {
    var value = new BigInteger(1, random.exactly(8));
    return Node.Int.of(random.upTo(1) == 0 ? value : value.not());
  }

  private Node list(int depth) {
    var items = new ArrayList<Node>();
    for (int left = random.upTo(6); left > 0; left--) {
      items.add(node(depth));
    }
    return new Node.List(items);
  }

  private Node map(int depth) {
    var entries = new LinkedHashMap<String, Node>();
    for (int left = random.upTo(6); left > 0; left--) {
      entries.put(text(), node(depth));
    }
    // What DAG-JSON keeps for itself, no tree that all formats share can have.
    entries.remove(JsonReserved.KEY);
    return new Node.Map(entries);
  }

  private String text() {
    var text = new StringBuilder();
    for (int left = random.upTo(12); left > 0; left--) {
      int[] tops = {0x1f, 0x7f, 0x7ff, 0xd7ff, 0x10ffff};
      int point = random.upTo(tops[random.upTo(tops.length - 1)]);
      text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? '/' : point);
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return random.toString();
  }
}
