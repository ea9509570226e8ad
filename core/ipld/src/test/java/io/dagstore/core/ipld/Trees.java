package io.dagstore.core.ipld;

import java.util.ArrayList;
import java.util.List;

/** What tests need to know of a tree. */
final class Trees {
  private Trees() {}

  /** The links of {@code node}, depth first. */
  static List<Cid> links(Node node) {
    var links = new ArrayList<Cid>();
    collect(node, links);
    return links;
  }

  private static void collect(Node node, List<Cid> links) {
    switch (node) {
      case Node.Link(Cid cid) -> links.add(cid);
      case Node.List(var items) -> items.forEach(item -> collect(item, links));
      case Node.Map(var entries) -> entries.values().forEach(value -> collect(value, links));
      default -> {}
    }
  }
}
