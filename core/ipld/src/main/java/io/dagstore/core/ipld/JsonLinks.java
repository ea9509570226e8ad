package io.dagstore.core.ipld;

import java.util.function.Consumer;

/** Finds the links of one DAG-JSON block without a tree. */
final class JsonLinks {
  private final JsonInput in;
  private final Consumer<? super Cid> sink;

  JsonLinks(byte[] block, Consumer<? super Cid> sink) {
    this.in = new JsonInput(block);
    this.sink = sink;
  }

  void all() {
    value(0);
    in.expectEnd();
  }

  private void value(int depth) {
    switch (in.peek()) {
      case '{' -> map(depth + 1);
      case '[' -> list(depth + 1);
      case '"' -> in.skipText();
      default -> in.scalar();
    }
  }

  private void list(int depth) {
    checkDepth(depth);
    in.expect('[');
    if (in.take(']')) {
      return;
    }
    do {
      value(depth);
    } while (in.take(','));
    in.expect(']');
  }

  private void map(int depth) {
    checkDepth(depth);
    in.expect('{');
    if (in.take('}')) {
      return;
    }
    boolean linkKey = isLinkKey();
    in.expect(':');
    if (linkKey && in.peek() == '"') {
      sink.accept(Cid.parse(in.text()));
      in.expect('}');
      return;
    }
    value(depth);
    while (in.take(',')) {
      in.skipText();
      in.expect(':');
      value(depth);
    }
    in.expect('}');
  }

  /** Takes a key and tells whether it is "/", in whatever way that is written. */
  private boolean isLinkKey() {
    int from = in.skipText();
    int to = in.at - 1;
    if (to - from == 1) {
      return in.b[from] == '/';
    }
    if (from < to && in.b[from] == '\\') {
      in.at = from - 1;
      return in.text().equals(JsonReserved.KEY);
    }
    return false;
  }

  private void checkDepth(int depth) {
    if (depth > Codec.MAX_DEPTH) {
      throw MalformedException.limit("JSON nesting", in.at, Codec.MAX_DEPTH, depth);
    }
  }
}
