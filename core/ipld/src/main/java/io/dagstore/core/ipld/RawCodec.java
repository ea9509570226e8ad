package io.dagstore.core.ipld;

import java.util.function.Consumer;

/** Opaque bytes. */
final class RawCodec implements Codec {
  @Override
  public long code() {
    return Multicodec.RAW;
  }

  @Override
  public Node decode(byte[] block) {
    return new Node.Bytes(block);
  }

  @Override
  public byte[] encode(Node node) {
    if (node instanceof Node.Bytes bytes) {
      return bytes.value();
    }
    throw MalformedException.invalid("raw form", -1, "bytes", node.getClass().getSimpleName());
  }

  @Override
  public void links(byte[] block, Consumer<? super Cid> sink) {}
}
