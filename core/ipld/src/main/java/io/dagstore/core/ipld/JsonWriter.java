package io.dagstore.core.ipld;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes one tree as canonical DAG-JSON or as JSON without links. */
final class JsonWriter {
  private static final int LEAST_PLAIN_EXPONENT = -7;
  private static final int MOST_PLAIN_EXPONENT = 21;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final boolean links;

  JsonWriter(boolean links) {
    this.links = links;
  }

  byte[] whole(Node node) {
    item(node, 0);
    return out.toByteArray();
  }

  private void item(Node node, int depth) {
    switch (node) {
      case Node.Null() -> ascii("null");
      case Node.Bool(boolean value) -> ascii(String.valueOf(value));
      case Node.Int value -> integer(value);
      case Node.Float64(double value) -> ascii(real(value));
      case Node.Text(String value) -> text(Utf8.encode(value));
      case Node.Bytes bytes -> bytes(bytes.value());
      case Node.Link(Cid cid) -> link(cid);
      case Node.List(var items) -> list(items, depth + 1);
      case Node.Map(var entries) -> map(entries, depth + 1);
    }
  }

  private void list(List<Node> items, int depth) {
    checkDepth(depth);
    out.write('[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      item(items.get(i), depth);
    }
    out.write(']');
  }

  private void map(Map<String, Node> entries, int depth) {
    checkDepth(depth);
    if (links && JsonReserved.isReserved(entries)) {
      throw MalformedException.invalid(
          "DAG-JSON form", -1, "no map that looks like a link or bytes", "a map under \"/\"");
    }
    var sorted = new TreeMap<byte[], Node>(Arrays::compareUnsigned);
    entries.forEach((key, value) -> sorted.put(Utf8.encode(key), value));
    out.write('{');
    for (Iterator<Map.Entry<byte[], Node>> all = sorted.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<byte[], Node> entry = all.next();
      text(entry.getKey());
      out.write(':');
      item(entry.getValue(), depth);
      if (all.hasNext()) {
        out.write(',');
      }
    }
    out.write('}');
  }

  private void bytes(byte[] value) {
    checkLinks("bytes");
    ascii("{\"/\":{\"bytes\":\"" + JsonReserved.BASE64.encodeToString(value) + "\"}}");
  }

  private void link(Cid cid) {
    checkLinks("a link");
    ascii("{\"/\":\"" + cid + "\"}");
  }

  private void checkLinks(String got) {
    if (!links) {
      throw MalformedException.invalid("JSON form", -1, "neither links nor bytes", got);
    }
  }

  private void integer(Node.Int value) {
    int bits =
        value.bigValue().signum() < 0
            ? value.bigValue().not().bitLength()
            : value.bigValue().bitLength();
    if (bits > Long.SIZE) {
      throw MalformedException.invalid("integer", -1, "-2^64 to 2^64-1", bits + " bits");
    }
    ascii(value.toString());
  }

  /**
   * The shortest digits that read back as {@code value}, plain from 10^−6 to 10^21 and with an
   * exponent outside, always with a point or an exponent: what JavaScript and Go write.
   */
  static String real(double value) {
    if (!Double.isFinite(value)) {
      throw MalformedException.invalid("float", -1, "a finite number", value);
    }
    String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    if (value == 0) {
      return sign + "0.0";
    }
    var decimal = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent > LEAST_PLAIN_EXPONENT && exponent < MOST_PLAIN_EXPONENT) {
      String plain = decimal.toPlainString();
      return sign + plain + (decimal.scale() <= 0 ? ".0" : "");
    }
    String digits = decimal.unscaledValue().toString();
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return sign + digits.charAt(0) + fraction + (exponent < 0 ? "e" : "e+") + exponent;
  }

  private void text(byte[] utf8) {
    out.write('"');
    for (byte next : utf8) {
      switch (next) {
        case '"', '\\' -> {
          out.write('\\');
          out.write(next);
        }
        case '\b' -> ascii("\\b");
        case '\f' -> ascii("\\f");
        case '\n' -> ascii("\\n");
        case '\r' -> ascii("\\r");
        case '\t' -> ascii("\\t");
        default -> character(next);
      }
    }
    out.write('"');
  }

  private void character(byte next) {
    if (next >= 0 && next < ' ') {
      ascii("\\u%04x".formatted(next));
    } else {
      out.write(next);
    }
  }

  private void ascii(String text) {
    out.writeBytes(text.getBytes(UTF_8));
  }

  private static void checkDepth(int depth) {
    if (depth > Codec.MAX_DEPTH) {
      throw MalformedException.limit("nesting", -1, Codec.MAX_DEPTH, depth);
    }
  }
}
