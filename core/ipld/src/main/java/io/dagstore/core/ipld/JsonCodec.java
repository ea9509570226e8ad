package io.dagstore.core.ipld;

import java.util.function.Consumer;

/** DAG-JSON and, without links and bytes, plain JSON. */
final class JsonCodec implements Codec {
  private final long code;
  private final boolean links;

  private JsonCodec(long code, boolean links) {
    this.code = code;
    this.links = links;
  }

  static Codec dagJson() {
    return new JsonCodec(Multicodec.DAG_JSON, true);
  }

  static Codec plain() {
    return new JsonCodec(Multicodec.JSON, false);
  }

  @Override
  public long code() {
    return code;
  }

  @Override
  public Node decode(byte[] block) {
    return new JsonReader(block, links).whole();
  }

  @Override
  public byte[] encode(Node node) {
    return new JsonWriter(links ? JsonWriter.Form.DAG_JSON : JsonWriter.Form.JSON).whole(node);
  }

  @Override
  public void links(byte[] block, Consumer<? super Cid> sink) {
    if (links) {
      new JsonLinks(block, sink).all();
    }
  }
}
