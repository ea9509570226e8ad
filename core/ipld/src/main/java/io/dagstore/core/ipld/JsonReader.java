package io.dagstore.core.ipld;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds the tree of one JSON block. */
final class JsonReader {
  private final JsonInput in;
  private final boolean links;
  private final TreeBudget budget = new TreeBudget();

  /** A reader that takes maps under "/" for links and bytes when {@code links} is set. */
  JsonReader(byte[] block, boolean links) {
    this.in = new JsonInput(block);
    this.links = links;
  }

  Node whole() {
    Node node = value(0);
    in.expectEnd();
    return node;
  }

  private Node value(int depth) {
    budget.spend(TreeBudget.ITEM, in.at);
    return switch (in.peek()) {
      case '{' -> map(depth + 1);
      case '[' -> list(depth + 1);
      case '"' -> new Node.Text(text());
      default -> in.scalar();
    };
  }

  private String text() {
    int start = in.at;
    String text = in.text();
    budget.spend(TreeBudget.TEXT + (in.at - start), start);
    return text;
  }

  private Node list(int depth) {
    checkDepth(depth);
    budget.spend(TreeBudget.CONTAINER, in.at);
    in.expect('[');
    var items = new ArrayList<Node>();
    if (!in.take(']')) {
      do {
        items.add(value(depth));
      } while (in.take(','));
      in.expect(']');
    }
    return new Node.List(items);
  }

  private Node map(int depth) {
    checkDepth(depth);
    budget.spend(TreeBudget.CONTAINER, in.at);
    int start = in.at;
    in.expect('{');
    var entries = new LinkedHashMap<String, Node>();
    if (!in.take('}')) {
      do {
        entry(entries, depth);
      } while (in.take(','));
      in.expect('}');
    }
    var map = new Node.Map(entries);
    return links ? JsonReserved.resolve(map, start) : map;
  }

  private void entry(Map<String, Node> entries, int depth) {
    budget.spend(TreeBudget.ENTRY, in.at);
    in.peek();
    int start = in.at;
    String key = text();
    in.expect(':');
    if (entries.putIfAbsent(key, value(depth)) != null) {
      throw MalformedException.invalid("JSON map key", start, "each key once", '"' + key + '"');
    }
  }

  private void checkDepth(int depth) {
    if (depth > Codec.MAX_DEPTH) {
      throw MalformedException.limit("JSON nesting", in.at, Codec.MAX_DEPTH, depth);
    }
  }
}
