package io.dagstore.core.ipld;

import java.util.function.Consumer;

/**
 * A block format: bytes to and from the {@link Node} data model. Stateless and thread-safe. Nesting
 * goes to {@value #MAX_DEPTH}; nothing is allocated from a length that the input does not bear out.
 */
public sealed interface Codec permits RawCodec, DagPbCodec, CborCodec, JsonCodec {
  /** The deepest nesting of lists and maps that is read or written. */
  int MAX_DEPTH = 1024;

  /** The multicodec code of the format. */
  long code();

  /**
   * The value that {@code block} holds.
   *
   * @throws MalformedException when {@code block} breaks a rule of the format, or is so crammed
   *     with items that its tree would take many times its size
   */
  Node decode(byte[] block);

  /**
   * The one canonical form of {@code node} in this format.
   *
   * @throws MalformedException when the format cannot express {@code node}
   */
  byte[] encode(Node node);

  /**
   * Hands every link of {@code block} to {@code sink}, in the order of the bytes, repeats included.
   * Builds no tree; checks the structure, but not what a traversal does not need (key order,
   * characters of texts).
   *
   * @throws MalformedException when the structure is broken; links before the fault may have been
   *     handed over
   */
  void links(byte[] block, Consumer<? super Cid> sink);
}
