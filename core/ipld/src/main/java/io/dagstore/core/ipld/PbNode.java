package io.dagstore.core.ipld;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A DAG-PB block: links and maybe data. Absent data is not the same bytes as empty data. Immutable;
 * equal by content.
 */
public final class PbNode {
  private static final byte[] EMPTY = {};

  private final List<PbLink> links;
  private final byte @Nullable [] data;

  PbNode(List<PbLink> links, byte @Nullable [] data) {
    this.links = links;
    this.data = data;
  }

  /** A node with {@code data}, which is taken over and not copied. */
  public static PbNode of(List<PbLink> links, byte[] data) {
    return new PbNode(List.copyOf(links), data);
  }

  /** A node without data. */
  public static PbNode of(List<PbLink> links) {
    return new PbNode(List.copyOf(links), null);
  }

  /**
   * The node that {@code block} holds.
   *
   * @throws MalformedException when {@code block} is no DAG-PB
   */
  public static PbNode decode(byte[] block) {
    return new PbReader(block).node();
  }

  /**
   * The bytes of the node, its links sorted by name (stable, so unnamed links keep their order).
   */
  public byte[] encode() {
    return PbWriter.write(this);
  }

  /** The links, in the order in which they were read or given. */
  public List<PbLink> links() {
    return links;
  }

  /** The data, to be read only; none when absent. */
  public byte[] data() {
    return Objects.requireNonNullElse(data, EMPTY);
  }

  /** Whether the node has data, be it empty. */
  public boolean hasData() {
    return data != null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PbNode that
        && links.equals(that.links)
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * links.hashCode() + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return links.size() + " links, " + data().length + " bytes of data";
  }
}
