package io.dagstore.core.ipld;

import java.util.Map;
import java.util.SequencedMap;

/** The maps that DAG-JSON keeps for links and bytes: those whose first key is "/". */
final class JsonReserved {
  static final String KEY = "/";
  static final String BYTES = "bytes";

  private JsonReserved() {}

  /**
   * Whether a plain map may not look like this: "/" alone, or "/" before all other keys with a text
   * or the shape of bytes under it.
   */
  static boolean isReserved(Map<String, Node> entries) {
    Node value = entries.get(KEY);
    if (value == null) {
      return false;
    }
    return entries.size() == 1 || (isFirst(entries) && isShaped(value));
  }

  /** A reader that goes by the order of the text must not find a link where we find none. */
  private static boolean isReservedAsWritten(SequencedMap<String, Node> entries) {
    Map.Entry<String, Node> first = entries.firstEntry();
    return first != null && first.getKey().equals(KEY) && isShaped(first.getValue());
  }

  private static boolean isFirst(Map<String, Node> entries) {
    return entries.keySet().stream().allMatch(key -> KEY.compareTo(key) <= 0);
  }

  private static boolean isShaped(Node value) {
    return value instanceof Node.Text
        || (value instanceof Node.Map(var inner) && inner.get(BYTES) instanceof Node.Text);
  }

  /** The link, bytes or plain map that {@code entries}, read at {@code at}, stand for. */
  static Node resolve(Node.Map map, int at) {
    SequencedMap<String, Node> entries = map.entries();
    if (!isReserved(entries) && !isReservedAsWritten(entries)) {
      return map;
    }
    if (entries.size() == 1) {
      Node value = entries.get(KEY);
      if (value instanceof Node.Text(String cid)) {
        return new Node.Link(Cid.parse(cid));
      }
      if (value instanceof Node.Map(var inner)
          && inner.size() == 1
          && inner.get(BYTES) instanceof Node.Text(String text)) {
        return new Node.Bytes(bytes(text, at));
      }
    }
    throw MalformedException.invalid(
        "DAG-JSON map", at, "{\"/\": cid} or {\"/\": {\"bytes\": base64}}", "another \"/\" map");
  }

  private static byte[] bytes(String text, int at) {
    try {
      return Multibase.BASE64.decode(text);
    } catch (MalformedException e) {
      throw MalformedException.invalid("DAG-JSON bytes", at, e.expected(), e.got());
    }
  }
}
