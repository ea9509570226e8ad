package io.dagstore.core.ipld;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes one tree as JSON. */
final class JsonWriter implements TreeWalk.Visitor {
  /** Who reads it. */
  enum Form {
    /** Machines: the canonical form, with links and bytes under "/". */
    DAG_JSON,
    /** Machines: JSON without links and bytes. */
    JSON,
    /** People. */
    PRETTY
  }

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Form form;

  JsonWriter(Form form) {
    this.form = form;
  }

  static String pretty(Node node) {
    return new String(new JsonWriter(Form.PRETTY).whole(node), UTF_8);
  }

  byte[] whole(Node node) {
    TreeWalk.walk(node, this);
    return out.toByteArray();
  }

  @Override
  public void leaf(Node leaf) {
    switch (leaf) {
      case Node.Null() -> ascii("null");
      case Node.Bool(boolean value) -> ascii(String.valueOf(value));
      case Node.Int value -> integer(value.bigValue());
      case Node.Float64(double value) -> ascii(JsonFloat.text(value));
      case Node.Text(String value) -> text(utf8(value));
      case Node.Bytes bytes -> bytes(bytes.value());
      case Node.Link(Cid cid) -> link(cid);
      case Node.List _, Node.Map _ -> throw new AssertionError("no leaf");
    }
  }

  @Override
  public SortedMap<byte[], Node> sort(Map<String, Node> entries) {
    if (form == Form.DAG_JSON && JsonReserved.isReserved(entries)) {
      throw MalformedException.invalid(
          "DAG-JSON form", -1, "no map that looks like a link or bytes", "a map under \"/\"");
    }
    var sorted = new TreeMap<byte[], Node>(Arrays::compareUnsigned);
    entries.forEach((key, value) -> sorted.put(utf8(key), value));
    return sorted;
  }

  @Override
  public void open(boolean map, int size) {
    out.write(map ? '{' : '[');
  }

  @Override
  public void item(byte @Nullable [] key, boolean first, int depth) {
    if (!first) {
      out.write(',');
    }
    line(depth);
    if (key != null) {
      text(key);
      ascii(form == Form.PRETTY ? ": " : ":");
    }
  }

  @Override
  public void close(boolean map, boolean empty, int depth) {
    if (!empty) {
      line(depth - 1);
    }
    out.write(map ? '}' : ']');
  }

  private void line(int depth) {
    if (form == Form.PRETTY) {
      ascii("\n" + "  ".repeat(depth));
    }
  }

  private void bytes(byte[] value) {
    checkLinks("bytes");
    ascii("{\"/\":{\"bytes\":\"" + Multibase.BASE64.encode(value) + "\"}}");
  }

  private void link(Cid cid) {
    checkLinks("a link");
    ascii("{\"/\":\"" + cid + "\"}");
  }

  private void checkLinks(String got) {
    if (form == Form.JSON) {
      throw MalformedException.invalid("JSON form", -1, "neither links nor bytes", got);
    }
  }

  private void integer(BigInteger value) {
    if ((value.signum() < 0 ? value.not() : value).bitLength() > Long.SIZE) {
      throw MalformedException.invalid(
          "integer", -1, "-2^64 to 2^64-1", value.bitLength() + " bits");
    }
    ascii(value.toString());
  }

  private byte[] utf8(String text) {
    return Utf8.encode(form == Form.PRETTY ? Utf8.replaceHalves(text) : text);
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
}
