package io.dagstore.core.ipld;

import java.util.function.Consumer;

/** DAG-CBOR and, without links, plain CBOR. */
final class CborCodec implements Codec {
  private final long code;
  private final boolean strict;

  private CborCodec(long code, boolean strict) {
    this.code = code;
    this.strict = strict;
  }

  static Codec strict() {
    return new CborCodec(Multicodec.DAG_CBOR, true);
  }

  static Codec lenient() {
    return new CborCodec(Multicodec.DAG_CBOR, false);
  }

  static Codec plain() {
    return new CborCodec(Multicodec.CBOR, false);
  }

  @Override
  public long code() {
    return code;
  }

  @Override
  public Node decode(byte[] block) {
    return new CborReader(block, strict).whole();
  }

  @Override
  public byte[] encode(Node node) {
    return new CborWriter(strict).whole(node);
  }

  @Override
  public void links(byte[] block, Consumer<? super Cid> sink) {
    if (code == Multicodec.DAG_CBOR) {
      new CborLinks(block, sink).all();
    }
  }
}
