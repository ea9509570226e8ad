package io.dagstore.core.ipld;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tree of one DAG-CBOR block. Keeps the open lists and maps itself, so that depth costs
 * no stack of the thread.
 */
final class CborReader {
  private static final int MAX_PRESIZE = 1024;

  private final CborInput in;
  private final boolean strict;
  private final TreeBudget budget = new TreeBudget();
  private final Deque<Branch> open = new ArrayDeque<>();

  CborReader(byte[] block, boolean strict) {
    this.in = new CborInput(block, strict);
    this.strict = strict;
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

  /** The next item, or null when it is a list or map whose items are to come. */
  private @Nullable Node leafOrOpen() {
    budget.spend(TreeBudget.ITEM, in.at);
    int head = in.head();
    return switch (CborInput.major(head)) {
      case CborInput.UNSIGNED -> integer(in.argument(head), false);
      case CborInput.NEGATIVE -> integer(in.argument(head), true);
      case CborInput.BYTES -> bytes(head);
      case CborInput.TEXT -> new Node.Text(text(head));
      case CborInput.LIST -> open(new ListBranch(in.count(head, 1)));
      case CborInput.MAP -> open(new MapBranch(in.count(head, 2)));
      case CborInput.TAG -> new Node.Link(in.link(head));
      default -> in.simple(head);
    };
  }

  private @Nullable Node open(Branch branch) {
    CborInput.checkDepth(open.size() + 1, in.at - 1);
    budget.spend(TreeBudget.CONTAINER, in.at);
    open.push(branch);
    return branch.next();
  }

  private static Node integer(long argument, boolean negative) {
    if (argument >= 0) {
      return Node.Int.of(negative ? ~argument : argument);
    }
    var value = new BigInteger(Long.toUnsignedString(argument));
    return Node.Int.of(negative ? value.not() : value);
  }

  private Node bytes(int head) {
    int length = in.length(head);
    budget.spend(TreeBudget.TEXT + length, in.at);
    in.at += length;
    return new Node.Bytes(Arrays.copyOfRange(in.b, in.at - length, in.at));
  }

  private String text(int head) {
    int length = in.length(head);
    budget.spend(TreeBudget.TEXT + length, in.at);
    in.at += length;
    int from = in.at - length;
    return strict ? Utf8.decode(in.b, from, in.at) : Utf8.decodeLoose(in.b, from, in.at);
  }

  /** A list or map whose items are being read. */
  private sealed interface Branch {
    /** Takes an item; see {@link #next}. */
    @Nullable Node add(Node item);

    /** Goes to the next item: null when there is one, else the whole, which is no longer open. */
    @Nullable Node next();
  }

  private final class ListBranch implements Branch {
    private final List<Node> items;
    private int left;

    ListBranch(int count) {
      left = count;
      items = new ArrayList<>(Math.min(count, MAX_PRESIZE));
    }

    @Override
    public @Nullable Node add(Node item) {
      items.add(item);
      return next();
    }

    @Override
    public @Nullable Node next() {
      if (left-- > 0) {
        return null;
      }
      open.pop();
      return new Node.List(items);
    }
  }

  private final class MapBranch implements Branch {
    private final LinkedHashMap<String, Node> entries;
    private int left;
    private String key = "";
    private int keyFrom;
    private int keyTo;

    MapBranch(int count) {
      left = count;
      entries = LinkedHashMap.newLinkedHashMap(Math.min(count, MAX_PRESIZE));
    }

    @Override
    public @Nullable Node add(Node item) {
      putOnce(entries, key, item, keyFrom);
      return next();
    }

    @Override
    public @Nullable Node next() {
      if (left-- == 0) {
        open.pop();
        return new Node.Map(entries);
      }
      int lastFrom = keyFrom;
      int lastTo = keyTo;
      keyFrom = in.at;
      key = key();
      keyTo = in.at;
      // Keys come by length, then bytes: the order of their encodings too, because a longer key has
      // a greater head.
      if (strict
          && Arrays.compareUnsigned(in.b, lastFrom, lastTo, in.b, keyFrom, keyTo) > 0
          && !entries.isEmpty()) {
        throw MalformedException.invalid("CBOR map key", keyFrom, "keys in order", quoted(key));
      }
      return null;
    }

    private String key() {
      budget.spend(TreeBudget.ENTRY, in.at);
      return text(in.keyHead());
    }
  }

  private static void putOnce(Map<String, Node> entries, String key, Node item, int at) {
    if (entries.putIfAbsent(key, item) != null) {
      throw MalformedException.invalid("CBOR map key", at, "each key once", quoted(key));
    }
  }

  private static String quoted(String key) {
    return '"' + key + '"';
  }
}
