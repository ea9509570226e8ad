package io.dagstore.core.ipld;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SequencedMap;

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
    private final BigInteger value;

    private Int(BigInteger value) {
      this.value = value;
    }

    /** The integer {@code value}. */
    public static Int of(long value) {
      return new Int(BigInteger.valueOf(value));
    }

    /** The integer {@code value}. */
    public static Int of(BigInteger value) {
      return new Int(value);
    }

    /** Whether {@link #longValue} has an answer. */
    public boolean fitsLong() {
      return value.bitLength() < 64;
    }

    /**
     * The value.
     *
     * @throws ArithmeticException when it does not fit
     */
    public long longValue() {
      return value.longValueExact();
    }

    /** The value. */
    public BigInteger bigValue() {
      return value;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Int that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }

    @Override
    public String toString() {
      return value.toString();
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
