package io.dagstore.core.ipld;

import java.util.function.Consumer;

/** A format. */
final class DagPbCodec implements Codec {
  @Override
  public long code() {
    return Multicodec.DAG_PB;
  }

  @Override
  public Node decode(byte[] block) {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] encode(Node node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void links(byte[] block, Consumer<? super Cid> sink) {
    throw new UnsupportedOperationException();
  }
}
