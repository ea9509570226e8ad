package io.dagstore.core.ipld;

import java.util.function.Consumer;

/** A format. */
final class JsonCodec implements Codec {
  static Codec dagJson() {
    return new JsonCodec();
  }

  static Codec plain() {
    return new JsonCodec();
  }

  @Override
  public long code() {
    return Multicodec.DAG_JSON;
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
