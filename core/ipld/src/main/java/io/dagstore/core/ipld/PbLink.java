package io.dagstore.core.ipld;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A link of a DAG-PB node. Name and size may be absent, which is not the same bytes as empty and
 * zero. A name that is no UTF-8 is kept as it is and written back unchanged. Immutable; equal by
 * content.
 */
public final class PbLink {
  private static final byte[] EMPTY = {};

  private final Cid hash;
  private final byte @Nullable [] name;
  private final long tsize;

  PbLink(Cid hash, byte @Nullable [] name, long tsize) {
    this.hash = hash;
    this.name = name;
    this.tsize = tsize;
  }

  /** A link as files and directories have it, with a name (maybe empty) and a size. */
  public PbLink(Cid hash, String name, long tsize) {
    this(hash, name.getBytes(UTF_8), checkSize(tsize));
  }

  /** A link without name and size. */
  public static PbLink to(Cid hash) {
    return new PbLink(hash, (byte[]) null, -1);
  }

  /** The block that is linked. */
  public Cid hash() {
    return hash;
  }

  /** The name, empty when absent; what is no UTF-8 is shown as replacement characters. */
  public String name() {
    return new String(nameBytes(), UTF_8);
  }

  /** The bytes of the name, to be read only; none when absent. */
  public byte[] nameBytes() {
    return Objects.requireNonNullElse(name, EMPTY);
  }

  /** Whether the link has a name, be it empty. */
  public boolean hasName() {
    return name != null;
  }

  /** The bytes of all blocks below the link with repeats, as its writer said; 0 when absent. */
  public long tsize() {
    return Math.max(tsize, 0);
  }

  /** Whether the link has a size, be it zero. */
  public boolean hasTsize() {
    return tsize >= 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PbLink that
        && hash.equals(that.hash)
        && Arrays.equals(name, that.name)
        && tsize == that.tsize;
  }

  @Override
  public int hashCode() {
    return Objects.hash(hash, Arrays.hashCode(name), tsize);
  }

  @Override
  public String toString() {
    return name() + " -> " + hash;
  }

  private static long checkSize(long tsize) {
    if (tsize < 0) {
      throw new IllegalArgumentException("Tsize: expected not negative, got " + tsize);
    }
    return tsize;
  }
}
