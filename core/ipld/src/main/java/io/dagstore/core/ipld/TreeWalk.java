package io.dagstore.core.ipld;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Walks a tree in the order in which it is written; depth costs no stack of the thread. */
final class TreeWalk {
  /** The writer of what the walk meets. */
  interface Visitor {
    /** Neither list nor map. */
    void leaf(Node leaf);

    /** The entries of a map, in the order of the format. */
    SortedMap<byte[], Node> sort(Map<String, Node> entries);

    void open(boolean map, int size);

    /** Before an item at {@code depth}; {@code key} is null in a list. */
    void item(byte @Nullable [] key, boolean first, int depth);

    /** After the last item at {@code depth}. */
    void close(boolean map, boolean empty, int depth);
  }

  private static final class Branch {
    private final boolean map;
    private final boolean empty;
    private final Iterator<Item> items;
    private boolean first = true;

    Branch(boolean map, int size, Iterator<Item> items) {
      this.map = map;
      this.empty = size == 0;
      this.items = items;
    }
  }

  private static final class Item {
    private final byte @Nullable [] key;
    private final Node value;

    Item(byte @Nullable [] key, Node value) {
      this.key = key;
      this.value = value;
    }
  }

  private final Visitor visitor;
  private final Deque<Branch> open = new ArrayDeque<>();

  private TreeWalk(Visitor visitor) {
    this.visitor = visitor;
  }

  static void walk(Node tree, Visitor visitor) {
    new TreeWalk(visitor).all(tree);
  }

  private void all(Node tree) {
    visit(tree);
    for (Branch top = open.peek(); top != null; top = open.peek()) {
      if (top.items.hasNext()) {
        Item item = top.items.next();
        visitor.item(item.key, top.first, open.size());
        top.first = false;
        visit(item.value);
      } else {
        visitor.close(top.map, top.empty, open.size());
        open.pop();
      }
    }
  }

  private void visit(Node node) {
    switch (node) {
      case Node.List(var items) ->
          open(false, items.size(), items.stream().map(item -> new Item(null, item)).iterator());
      case Node.Map(var entries) -> {
        SortedMap<byte[], Node> sorted = visitor.sort(entries);
        open(
            true,
            sorted.size(),
            sorted.entrySet().stream()
                .map(entry -> new Item(entry.getKey(), entry.getValue()))
                .iterator());
      }
      default -> visitor.leaf(node);
    }
  }

  private void open(boolean map, int size, Iterator<Item> items) {
    if (open.size() == Codec.MAX_DEPTH) {
      throw MalformedException.limit("nesting", -1, Codec.MAX_DEPTH, open.size() + 1);
    }
    open.push(new Branch(map, size, items));
    visitor.open(map, size);
  }
}
