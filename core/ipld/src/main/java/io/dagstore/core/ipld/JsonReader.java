package io.dagstore.core.ipld;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tree of one JSON block. Keeps the open lists and maps itself, so that depth costs no
 * stack of the thread.
 */
final class JsonReader {
  private final JsonInput in;
  private final boolean links;
  private final TreeBudget budget = new TreeBudget();
  private final Deque<Branch> open = new ArrayDeque<>();

  /** A reader that takes maps under "/" for links and bytes when {@code links} is set. */
  JsonReader(byte[] block, boolean links) {
    this.in = new JsonInput(block);
    this.links = links;
  }

  Node whole() {
    while (true) {
      Node node = leafOrOpen();
      while (node != null) {
        Branch top = open.peek();
        if (top == null) {
          in.expectEnd();
          return node;
        }
        node = top.add(node);
      }
    }
  }

  /** The next value, or null when it is a list or map whose items are to come. */
  private @Nullable Node leafOrOpen() {
    budget.spend(TreeBudget.ITEM, in.at);
    return switch (in.peek()) {
      case '{' -> open(new MapBranch(in.at));
      case '[' -> open(new ListBranch());
      case '"' -> new Node.Text(text());
      default -> in.scalar();
    };
  }

  private @Nullable Node open(Branch branch) {
    JsonInput.checkDepth(open.size() + 1, in.at);
    budget.spend(TreeBudget.CONTAINER, in.at);
    open.push(branch);
    in.at++;
    return branch.first();
  }

  private String text() {
    int start = in.at;
    String text = in.text();
    budget.spend(TreeBudget.TEXT + (in.at - start), start);
    return text;
  }

  /** A list or map whose items are being read. */
  private sealed interface Branch {
    /** Null when an item comes first, else the whole, which is empty and no longer open. */
    @Nullable Node first();

    /** Takes an item: null when there is another, else the whole, which is no longer open. */
    @Nullable Node add(Node item);
  }

  private final class ListBranch implements Branch {
    private final List<Node> items = new ArrayList<>();

    @Override
    public @Nullable Node first() {
      return in.take(']') ? whole() : null;
    }

    @Override
    public @Nullable Node add(Node item) {
      items.add(item);
      if (in.take(',')) {
        return null;
      }
      in.expect(']');
      return whole();
    }

    private Node whole() {
      open.pop();
      return new Node.List(items);
    }
  }

  private final class MapBranch implements Branch {
    private final LinkedHashMap<String, Node> entries = new LinkedHashMap<>();
    private final int start;
    private String key = "";
    private int keyAt;

    MapBranch(int start) {
      this.start = start;
    }

    @Override
    public @Nullable Node first() {
      return in.take('}') ? whole() : key();
    }

    @Override
    public @Nullable Node add(Node item) {
      if (entries.putIfAbsent(key, item) != null) {
        throw MalformedException.invalid("JSON map key", keyAt, "each key once", '"' + key + '"');
      }
      if (in.take(',')) {
        return key();
      }
      in.expect('}');
      return whole();
    }

    private @Nullable Node key() {
      budget.spend(TreeBudget.ENTRY, in.at);
      in.peek();
      keyAt = in.at;
      key = text();
      in.expect(':');
      return null;
    }

    private Node whole() {
      open.pop();
      var map = new Node.Map(entries);
      return links ? JsonReserved.resolve(map, start) : map;
    }
  }
}
