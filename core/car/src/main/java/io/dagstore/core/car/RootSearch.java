package io.dagstore.core.car;

import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multihash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for the roots of a file among its sections, by multihash. Identity roots need no section.
 */
final class RootSearch {
  /** Up to so many are compared one by one, which costs no object for a section. */
  private static final int FEW = 8;

  private final Map<Multihash, Cid> missing = new LinkedHashMap<>();
  private List<Cid> few = List.of();

  RootSearch(List<Cid> roots) {
    for (var root : roots) {
      if (!root.isIdentity()) {
        missing.putIfAbsent(root.multihash(), root);
      }
    }
    recount();
  }

  private void recount() {
    few = missing.size() <= FEW ? List.copyOf(missing.values()) : List.of();
  }

  /** Ticks off the root that the scanner's section is. */
  void see(CarScanner scanner) throws IOException {
    if (missing.isEmpty() || (!few.isEmpty() && !isAmongFew(scanner))) {
      return;
    }
    if (missing.remove(scanner.cid().multihash()) != null) {
      recount();
    }
  }

  private boolean isAmongFew(CarScanner scanner) {
    var window = scanner.window();
    long at = scanner.multihashOffset() - scanner.windowBase();
    int length = scanner.multihashLength();
    for (int i = 0; i < few.size(); i++) {
      if (few.get(i).sameMultihash(window, at, length)) {
        return true;
      }
    }
    return false;
  }

  /** The roots not seen, in their order. */
  List<Cid> missing() {
    return new ArrayList<>(missing.values());
  }
}
