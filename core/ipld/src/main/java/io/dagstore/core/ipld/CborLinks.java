package io.dagstore.core.ipld;

import java.util.function.Consumer;

/** Finds the links of one DAG-CBOR block without a tree. */
final class CborLinks {
  private final CborInput in;
  private final Consumer<? super Cid> sink;

  CborLinks(byte[] block, Consumer<? super Cid> sink) {
    this.in = new CborInput(block, false);
    this.sink = sink;
  }

  void all() {
    item(0);
    if (in.at < in.b.length) {
      throw MalformedException.invalid(
          "CBOR block", in.at, "its end", in.b.length - in.at + " trailing bytes");
    }
  }

  private void item(int depth) {
    int head = in.head();
    switch (CborInput.major(head)) {
      case CborInput.UNSIGNED, CborInput.NEGATIVE -> in.argument(head);
      case CborInput.BYTES, CborInput.TEXT -> {
        int length = in.length(head);
        in.at += length;
      }
      case CborInput.LIST -> list(head, depth + 1);
      case CborInput.MAP -> map(head, depth + 1);
      case CborInput.TAG -> sink.accept(in.link(head));
      default -> in.simple(head);
    }
  }

  private void list(int head, int depth) {
    checkDepth(depth);
    for (int left = in.count(head, 1); left > 0; left--) {
      item(depth);
    }
  }

  private void map(int head, int depth) {
    checkDepth(depth);
    for (int left = in.count(head, 2); left > 0; left--) {
      int key = in.head();
      if (CborInput.major(key) != CborInput.TEXT) {
        throw MalformedException.invalid(
            "CBOR map key", in.at - 1, "a text", "0x" + Integer.toHexString(key));
      }
      int length = in.length(key);
      in.at += length;
      item(depth);
    }
  }

  private void checkDepth(int depth) {
    if (depth > Codec.MAX_DEPTH) {
      throw MalformedException.limit("CBOR nesting", in.at - 1, Codec.MAX_DEPTH, depth);
    }
  }
}
