package io.dagstore.core.ipld;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Finds the links of one DAG-CBOR block without a tree, and without depth costing stack of the
 * thread.
 */
final class CborLinks {
  private static final int FIRST_ROOM = 16;

  private final CborInput in;
  private final Consumer<? super Cid> sink;

  /**
   * For each open list the items to come, for each open map the negative of its entries to come.
   */
  private int[] left = new int[FIRST_ROOM];

  private int depth;

  CborLinks(byte[] block, Consumer<? super Cid> sink) {
    this.in = new CborInput(block, false);
    this.sink = sink;
  }

  void all() {
    item(in.head());
    while (depth > 0) {
      int rest = left[depth];
      if (rest == 0) {
        depth--;
      } else if (rest > 0) {
        left[depth] = rest - 1;
        item(in.head());
      } else {
        left[depth] = rest + 1;
        skip(in.keyHead());
        item(in.head());
      }
    }
    in.expectEnd();
  }

  private void item(int head) {
    switch (CborInput.major(head)) {
      case CborInput.UNSIGNED, CborInput.NEGATIVE -> in.argument(head);
      case CborInput.BYTES, CborInput.TEXT -> skip(head);
      case CborInput.LIST -> open(in.count(head, 1));
      case CborInput.MAP -> open(-in.count(head, 2));
      case CborInput.TAG -> sink.accept(in.link(head));
      default -> in.simple(head);
    }
  }

  private void skip(int head) {
    int length = in.length(head);
    in.at += length;
  }

  private void open(int items) {
    depth++;
    CborInput.checkDepth(depth, in.at - 1);
    if (depth == left.length) {
      left = Arrays.copyOf(left, 2 * depth);
    }
    left[depth] = items;
  }
}
