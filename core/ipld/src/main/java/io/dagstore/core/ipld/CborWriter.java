package io.dagstore.core.ipld;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes one tree as DAG-CBOR. */
final class CborWriter implements TreeWalk.Visitor {
  private static final Comparator<byte[]> BY_LENGTH_THEN_BYTES =
      Comparator.<byte[]>comparingInt(key -> key.length).thenComparing(Arrays::compareUnsigned);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final boolean strict;

  CborWriter(boolean strict) {
    this.strict = strict;
  }

  byte[] whole(Node node) {
    TreeWalk.walk(node, this);
    return out.toByteArray();
  }

  @Override
  public void leaf(Node leaf) {
    switch (leaf) {
      case Node.Null() -> out.write(0xf6);
      case Node.Bool(boolean value) -> out.write(value ? 0xf5 : 0xf4);
      case Node.Int value -> integer(value);
      case Node.Float64(double value) -> real(value);
      case Node.Text(String value) -> framed(CborInput.TEXT, utf8(value));
      case Node.Bytes bytes -> framed(CborInput.BYTES, bytes.value());
      case Node.Link(Cid cid) -> link(cid);
      case Node.List _, Node.Map _ -> throw new AssertionError("no leaf");
    }
  }

  @Override
  public SortedMap<byte[], Node> sort(Map<String, Node> entries) {
    var sorted = new TreeMap<byte[], Node>(BY_LENGTH_THEN_BYTES);
    entries.forEach((key, value) -> sorted.put(utf8(key), value));
    return sorted;
  }

  @Override
  public void open(boolean map, int size) {
    head(map ? CborInput.MAP : CborInput.LIST, size);
  }

  @Override
  public void item(byte @Nullable [] key, boolean first, int depth) {
    if (key != null) {
      framed(CborInput.TEXT, key);
    }
  }

  @Override
  public void close(boolean map, boolean empty, int depth) {}

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

  private byte[] utf8(String text) {
    return strict ? Utf8.encode(text) : Utf8.encodeLoose(text);
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
}
