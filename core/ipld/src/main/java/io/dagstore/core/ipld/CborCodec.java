package io.dagstore.core.ipld;

import java.util.function.Consumer;

/** A format. */
final class CborCodec implements Codec {
  static Codec strict() {
    return new CborCodec();
  }

  static Codec lenient() {
    return new CborCodec();
  }

  static Codec plain() {
    return new CborCodec();
  }

  @Override
  public long code() {
    return Multicodec.DAG_CBOR;
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
