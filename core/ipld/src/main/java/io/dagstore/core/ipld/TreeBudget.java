package io.dagstore.core.ipld;

/**
 * What the tree of one block may take of the heap. A byte of a hostile block can stand for a
 * hundred on the heap; real blocks stay far below.
 */
final class TreeBudget {
  /** The most heap that a tree takes, by the rough costs below. */
  static final int MAX_TREE_BYTES = 64 << 20;

  /** An item: its slot in the parent and a small object. */
  static final int ITEM = 32;

  /** A text, bytes or a link: the objects around what the block holds. */
  static final int TEXT = 64;

  /** A list or map: the objects around its slots. */
  static final int CONTAINER = 96;

  /** An entry of a map: key, links and table slot. */
  static final int ENTRY = 112;

  private long left = MAX_TREE_BYTES;

  void spend(long cost, long at) {
    left -= cost;
    if (left < 0) {
      throw MalformedException.limit(
          "tree of the block (bytes of heap)", at, MAX_TREE_BYTES, MAX_TREE_BYTES - left);
    }
  }
}
