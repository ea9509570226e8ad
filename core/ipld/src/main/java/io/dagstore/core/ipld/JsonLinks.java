package io.dagstore.core.ipld;

import java.util.BitSet;
import java.util.function.Consumer;

/**
 * Finds the links of one DAG-JSON block without a tree, and without depth costing stack of the
 * thread.
 */
final class JsonLinks {
  private final JsonInput in;
  private final Consumer<? super Cid> sink;

  /** Which of the open lists and maps, by depth, are maps. */
  private final BitSet maps = new BitSet();

  private int depth;

  JsonLinks(byte[] block, Consumer<? super Cid> sink) {
    this.in = new JsonInput(block);
    this.sink = sink;
  }

  void all() {
    boolean whole = valueOrOpen();
    while (depth > 0) {
      if (!whole) {
        whole = valueOrOpen();
      } else if (in.take(',')) {
        if (maps.get(depth)) {
          in.skipText();
          in.expect(':');
        }
        whole = false;
      } else {
        in.expect(maps.get(depth) ? '}' : ']');
        depth--;
      }
    }
    in.expectEnd();
  }

  /** Takes a value, or no more than what opens it; tells whether it took all. */
  private boolean valueOrOpen() {
    switch (in.peek()) {
      case '{' -> {
        return openMap();
      }
      case '[' -> {
        return openList();
      }
      case '"' -> in.skipText();
      default -> in.scalar();
    }
    return true;
  }

  private boolean openList() {
    open(false);
    return in.take(']') && close();
  }

  private boolean openMap() {
    open(true);
    if (in.take('}')) {
      return close();
    }
    boolean linkKey = isLinkKey();
    in.expect(':');
    if (!linkKey || in.peek() != '"') {
      return false;
    }
    sink.accept(Cid.parse(in.text()));
    in.expect('}');
    return close();
  }

  private void open(boolean map) {
    depth++;
    JsonInput.checkDepth(depth, in.at);
    maps.set(depth, map);
    in.at++;
  }

  private boolean close() {
    depth--;
    return true;
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
}
