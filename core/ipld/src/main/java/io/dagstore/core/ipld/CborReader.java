package io.dagstore.core.ipld;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;

/** Builds the tree of one DAG-CBOR block. */
final class CborReader {
  private static final int MAX_PRESIZE = 1024;

  private final CborInput in;
  private final boolean strict;
  private final TreeBudget budget = new TreeBudget();

  CborReader(byte[] block, boolean strict) {
    this.in = new CborInput(block, strict);
    this.strict = strict;
  }

  Node whole() {
    Node node = item(0);
    if (in.at < in.b.length) {
      throw MalformedException.invalid(
          "CBOR block", in.at, "its end", in.b.length - in.at + " trailing bytes");
    }
    return node;
  }

  private Node item(int depth) {
    budget.spend(TreeBudget.ITEM, in.at);
    int head = in.head();
    return switch (CborInput.major(head)) {
      case CborInput.UNSIGNED -> integer(in.argument(head), false);
      case CborInput.NEGATIVE -> integer(in.argument(head), true);
      case CborInput.BYTES -> bytes(head);
      case CborInput.TEXT -> new Node.Text(text(head));
      case CborInput.LIST -> list(head, depth + 1);
      case CborInput.MAP -> map(head, depth + 1);
      case CborInput.TAG -> new Node.Link(in.link(head));
      default -> in.simple(head);
    };
  }

  private static Node integer(long argument, boolean negative) {
    if (argument >= 0) {
      return Node.Int.of(negative ? ~argument : argument);
    }
    var value = new BigInteger(Long.toUnsignedString(argument));
    return Node.Int.of(negative ? value.not() : value);
  }

  private Node bytes(int head) {
    int length = in.length(head);
    budget.spend(TreeBudget.TEXT + length, in.at);
    in.at += length;
    return new Node.Bytes(Arrays.copyOfRange(in.b, in.at - length, in.at));
  }

  private String text(int head) {
    int length = in.length(head);
    budget.spend(TreeBudget.TEXT + length, in.at);
    in.at += length;
    return Utf8.decode(in.b, in.at - length, in.at);
  }

  private Node list(int head, int depth) {
    checkDepth(depth);
    int count = in.count(head, 1);
    budget.spend(TreeBudget.CONTAINER, in.at);
    var items = new ArrayList<Node>(Math.min(count, MAX_PRESIZE));
    for (int i = 0; i < count; i++) {
      items.add(item(depth));
    }
    return new Node.List(items);
  }

  private Node map(int head, int depth) {
    checkDepth(depth);
    int count = in.count(head, 2);
    budget.spend(TreeBudget.CONTAINER, in.at);
    var entries = LinkedHashMap.<String, Node>newLinkedHashMap(Math.min(count, MAX_PRESIZE));
    int lastFrom = 0;
    int lastTo = 0;
    for (int i = 0; i < count; i++) {
      int keyAt = in.at;
      String key = key();
      int from = in.at;
      if (strict && i > 0) {
        checkOrder(lastFrom, lastTo, keyAt, from, key);
      }
      if (entries.putIfAbsent(key, item(depth)) != null) {
        throw MalformedException.invalid("CBOR map key", keyAt, "each key once", '"' + key + '"');
      }
      lastFrom = keyAt;
      lastTo = from;
    }
    return new Node.Map(entries);
  }

  private String key() {
    budget.spend(TreeBudget.ENTRY, in.at);
    int head = in.head();
    if (CborInput.major(head) != CborInput.TEXT) {
      throw MalformedException.invalid(
          "CBOR map key", in.at - 1, "a text", "0x" + Integer.toHexString(head));
    }
    return text(head);
  }

  /**
   * Keys come by length, then bytes. That is the order of their encodings too, because a longer key
   * has a greater head.
   */
  private void checkOrder(int lastFrom, int lastTo, int from, int to, String key) {
    if (Arrays.compareUnsigned(in.b, lastFrom, lastTo, in.b, from, to) > 0) {
      throw MalformedException.invalid("CBOR map key", from, "keys in order", '"' + key + '"');
    }
  }

  private void checkDepth(int depth) {
    if (depth > Codec.MAX_DEPTH) {
      throw MalformedException.limit("CBOR nesting", in.at - 1, Codec.MAX_DEPTH, depth);
    }
  }
}
