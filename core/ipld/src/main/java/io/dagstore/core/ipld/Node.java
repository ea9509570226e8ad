package io.dagstore.core.ipld;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A value of the IPLD data model, which all codecs share. Immutable when the collections and arrays
 * handed to it are left alone; equal by content (maps in any order).
 */
public sealed interface Node {
  /** The null. */
  Node NULL = new Null();

  /** Nothing. */
  record Null() implements Node {}

  /** True or false. */
  record Bool(boolean value) implements Node {}

  /** An integer, in DAG-CBOR from −2^64 to 2^64−1. */
  final class Int implements Node {
    private final long value;
    private final @Nullable BigInteger big;

    private Int(long value, @Nullable BigInteger big) {
      this.value = value;
      this.big = big;
    }

    /** The integer {@code value}. */
    public static Int of(long value) {
      return new Int(value, null);
    }

    /** The integer {@code value}. */
    public static Int of(BigInteger value) {
      return value.bitLength() < Long.SIZE ? of(value.longValue()) : new Int(0, value);
    }

    /** Whether {@link #longValue} has an answer. */
    public boolean fitsLong() {
      return big == null;
    }

    /**
     * The value.
     *
     * @throws ArithmeticException when it does not fit
     */
    public long longValue() {
      return big == null ? value : big.longValueExact();
    }

    /** The value. */
    public BigInteger bigValue() {
      return big == null ? BigInteger.valueOf(value) : big;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Int that && value == that.value && Objects.equals(big, that.big);
    }

    @Override
    public int hashCode() {
      return big == null ? Long.hashCode(value) : big.hashCode();
    }

    @Override
    public String toString() {
      return bigValue().toString();
    }
  }

  /** A floating-point number of 64 bits. */
  record Float64(double value) implements Node {}

  /** A text. */
  record Text(String value) implements Node {}

  /** Opaque bytes, shared and to be read only. */
  final class Bytes implements Node {
    private final byte[] value;

    /** The bytes {@code value}, taken over and not copied. */
    public Bytes(byte[] value) {
      this.value = value;
    }

    /** The bytes themselves, to be read only. */
    public byte[] value() {
      return value;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
      return "0x" + HexFormat.of().formatHex(value);
    }
  }

  /** Nodes in order. */
  record List(java.util.List<Node> items) implements Node {
    /** A list that shows {@code items}. */
    public List {
      items = Collections.unmodifiableList(items);
    }
  }

  /** Nodes by unique key, in the order in which they were read or put. */
  record Map(SequencedMap<String, Node> entries) implements Node {
    /** A map that shows {@code entries}. */
    public Map {
      entries = Collections.unmodifiableSequencedMap(entries);
    }

    /** The node under {@code key}, empty when there is none. */
    public Optional<Node> get(String key) {
      return Optional.ofNullable(entries.get(key));
    }
  }

  /** A link to another block. */
  record Link(Cid cid) implements Node {}
}
