package io.dagstore.core.ipld;

/** The strict walk over a DAG-PB block; what is found goes to a {@link Sink}. */
final class PbScanner {
  static final int HASH = 0x0a;
  static final int NAME = 0x12;
  static final int TSIZE = 0x18;
  static final int LINK = 0x12;
  static final int DATA = 0x0a;

  /** The taker of a block's parts, in the order of the bytes. */
  interface Sink {
    /** A link; {@code nameFrom} or {@code tsize} is −1 when absent. */
    void link(Cid hash, int nameFrom, int nameTo, long tsize);

    void data(int from, int to);
  }

  private final byte[] b;
  private final Sink sink;
  private boolean hasLinks;
  private boolean hasData;
  private boolean linksEnded;

  private PbScanner(byte[] b, Sink sink) {
    this.b = b;
    this.sink = sink;
  }

  static void scan(byte[] block, Sink sink) {
    var scanner = new PbScanner(block, sink);
    int at = 0;
    while (at < block.length) {
      at = scanner.field(at);
    }
  }

  /** Takes the field of the node at {@code at} and returns where the next one begins. */
  private int field(int at) {
    int key = b[at];
    if (key != LINK && key != DATA) {
      throw MalformedException.invalid("DAG-PB node", at, "field 1 or 2", hex(key));
    }
    int from = contentAt(at, b.length);
    int to = from + length(at, b.length);
    if (key == LINK) {
      if (linksEnded) {
        throw MalformedException.invalid("DAG-PB node", at, "links side by side", "data between");
      }
      hasLinks = true;
      link(from, to);
    } else {
      if (hasData) {
        throw MalformedException.invalid("DAG-PB node", at, "data once", "data again");
      }
      hasData = true;
      linksEnded = hasLinks;
      sink.data(from, to);
    }
    return to;
  }

  private void link(int from, int to) {
    if (from == to || b[from] != HASH) {
      throw MalformedException.invalid(
          "DAG-PB link", from, "its Hash first", from == to ? "its end" : hex(b[from]));
    }
    int hashFrom = contentAt(from, to);
    int at = hashFrom + length(from, to);
    Cid hash = hash(hashFrom, at);
    int nameFrom = -1;
    int nameTo = -1;
    if (at < to && b[at] == NAME) {
      nameFrom = contentAt(at, to);
      nameTo = nameFrom + length(at, to);
      at = nameTo;
    }
    long tsize = -1;
    if (at < to && b[at] == TSIZE) {
      tsize = Varint.read(b, at + 1, to);
      at += 1 + Varint.size(tsize);
    }
    if (at < to) {
      throw MalformedException.invalid("DAG-PB link", at, "Hash, Name, Tsize in order", hex(b[at]));
    }
    sink.link(hash, nameFrom, nameTo, tsize);
  }

  private Cid hash(int from, int to) {
    if (from == to) {
      throw MalformedException.invalid("Hash of a DAG-PB link", from, "a CID", "nothing");
    }
    Cid hash = Cid.read(b, from, to);
    if (hash.byteLength() != to - from) {
      throw MalformedException.invalid(
          "Hash of a DAG-PB link", from, "one CID", "bytes behind the CID");
    }
    return hash;
  }

  /** The length of the content of the field at {@code at}, which ends before {@code limit}. */
  private int length(int at, int limit) {
    long length = Varint.read(b, at + 1, limit);
    int available = limit - at - 1 - Varint.size(length);
    if (length > available) {
      throw MalformedException.truncated("DAG-PB field", at, length, available);
    }
    return (int) length;
  }

  private int contentAt(int at, int limit) {
    return at + 1 + Varint.size(Varint.read(b, at + 1, limit));
  }

  private static String hex(int key) {
    return "key 0x" + Integer.toHexString(key & 0xff);
  }
}
