package io.dagstore.core.ipld;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Writes one tree as DAG-CBOR. */
final class CborWriter {
  private static final Comparator<byte[]> BY_LENGTH_THEN_BYTES =
      Comparator.<byte[]>comparingInt(key -> key.length).thenComparing(Arrays::compareUnsigned);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  byte[] whole(Node node) {
    item(node, 0);
    return out.toByteArray();
  }

  private void item(Node node, int depth) {
    switch (node) {
      case Node.Null() -> out.write(0xf6);
      case Node.Bool(boolean value) -> out.write(value ? 0xf5 : 0xf4);
      case Node.Int value -> integer(value);
      case Node.Float64(double value) -> real(value);
      case Node.Text(String value) -> framed(CborInput.TEXT, Utf8.encode(value));
      case Node.Bytes bytes -> framed(CborInput.BYTES, bytes.value());
      case Node.Link(Cid cid) -> link(cid);
      case Node.List(var items) -> {
        checkDepth(depth + 1);
        head(CborInput.LIST, items.size());
        items.forEach(item -> item(item, depth + 1));
      }
      case Node.Map(var entries) -> map(entries, depth + 1);
    }
  }

  private void map(Map<String, Node> entries, int depth) {
    checkDepth(depth);
    var sorted = new TreeMap<byte[], Node>(BY_LENGTH_THEN_BYTES);
    entries.forEach((key, value) -> sorted.put(Utf8.encode(key), value));
    head(CborInput.MAP, sorted.size());
    sorted.forEach((key, value) -> {
      framed(CborInput.TEXT, key);
      item(value, depth);
    });
  }

  private void integer(Node.Int value) {
    if (value.fitsLong()) {
      long number = value.longValue();
      head(number < 0 ? CborInput.NEGATIVE : CborInput.UNSIGNED, number < 0 ? ~number : number);
      return;
    }
    BigInteger big = value.bigValue();
    BigInteger argument = big.signum() < 0 ? big.not() : big;
    if (argument.bitLength() > Long.SIZE) {
      throw MalformedException.invalid("integer", -1, "-2^64 to 2^64-1", big.bitLength() + " bits");
    }
    head(big.signum() < 0 ? CborInput.NEGATIVE : CborInput.UNSIGNED, argument.longValue());
  }

  private void real(double value) {
    if (!Double.isFinite(value)) {
      throw MalformedException.invalid("float", -1, "a finite number", value);
    }
    out.write(0xfb);
    number(Double.doubleToRawLongBits(value), 8);
  }

  private void link(Cid cid) {
    head(CborInput.TAG, CborInput.LINK_TAG);
    head(CborInput.BYTES, cid.byteLength() + 1L);
    out.write(0);
    out.writeBytes(cid.toBytes());
  }

  private void framed(int major, byte[] content) {
    head(major, content.length);
    out.writeBytes(content);
  }

  /** The head of an item in its shortest form; {@code argument} is unsigned. */
  private void head(int major, long argument) {
    if (argument >= 0 && argument < 24) {
      out.write(major << 5 | (int) argument);
      return;
    }
    int log = argument >>> 8 == 0 ? 0 : argument >>> 16 == 0 ? 1 : argument >>> 32 == 0 ? 2 : 3;
    out.write(major << 5 | (24 + log));
    number(argument, 1 << log);
  }

  private void number(long value, int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
  }

  private static void checkDepth(int depth) {
    if (depth > Codec.MAX_DEPTH) {
      throw MalformedException.limit("nesting", -1, Codec.MAX_DEPTH, depth);
    }
  }
}
