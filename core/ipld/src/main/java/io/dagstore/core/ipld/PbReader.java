package io.dagstore.core.ipld;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a {@link PbNode} of what the scanner finds. */
final class PbReader implements PbScanner.Sink {
  private final byte[] block;
  private final List<PbLink> links = new ArrayList<>();
  private final TreeBudget budget = new TreeBudget();
  private byte @Nullable [] data;

  PbReader(byte[] block) {
    this.block = block;
  }

  PbNode node() {
    PbScanner.scan(block, this);
    return new PbNode(Collections.unmodifiableList(links), data);
  }

  @Override
  public void link(Cid hash, int nameFrom, int nameTo, long tsize) {
    budget.spend(TreeBudget.ITEM + 2 * TreeBudget.TEXT, nameFrom);
    byte[] name = nameFrom < 0 ? null : Arrays.copyOfRange(block, nameFrom, nameTo);
    links.add(new PbLink(hash, name, tsize));
  }

  @Override
  public void data(int from, int to) {
    data = Arrays.copyOfRange(block, from, to);
  }
}
