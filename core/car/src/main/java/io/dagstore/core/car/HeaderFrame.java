package io.dagstore.core.car;

import static io.dagstore.core.car.CarException.Fault.MALFORMED_HEADER;
import static io.dagstore.core.car.CarException.Fault.UNSUPPORTED_VERSION;

import io.dagstore.core.car.CarException.Fault;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.MalformedException;
import io.dagstore.core.ipld.Varint;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The DAG-CBOR map at the head of a CAR, strict: canonical heads, sorted keys, nothing behind it.
 * Roots that are null or absent count as none, since Go writers produced both.
 */
final class HeaderFrame {
  private static final byte[] ROOTS_KEY = text("roots");
  private static final byte[] VERSION_KEY = text("version");
  private static final int ARRAY = 4;
  private static final int BYTES = 2;
  private static final int NULL = 0xf6;

  private final byte[] frame;
  private final String source;
  private final long offset;
  private int at;
  private List<Cid> roots = List.of();
  private boolean rootsGiven;

  private HeaderFrame(byte[] frame, String source, long offset) {
    this.frame = frame;
    this.source = source;
    this.offset = offset;
  }

  /** What one frame says; {@code bare} if it has a version and nothing else. */
  record Content(int version, List<Cid> roots, boolean bare) {}

  /** Reads the map in {@code frame}, which lies at {@code offset} of {@code source}. */
  static Content read(byte[] frame, String source, long offset) throws CarException {
    return new HeaderFrame(frame, source, offset).content();
  }

  /** The frame of a CARv1 with these roots, length prefix included. */
  static byte[] write(List<Cid> roots) {
    var map = new ByteArrayOutputStream();
    map.write(0xa2);
    map.writeBytes(ROOTS_KEY);
    writeHead(map, ARRAY, roots.size());
    for (var root : roots) {
      map.write(0xd8);
      map.write(42);
      writeHead(map, BYTES, root.byteLength() + 1);
      map.write(0);
      map.writeBytes(root.toBytes());
    }
    map.writeBytes(VERSION_KEY);
    map.write(1);
    var prefix = new byte[Varint.size(map.size())];
    Varint.write(map.size(), prefix, 0);
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(prefix);
    whole.writeBytes(map.toByteArray());
    return whole.toByteArray();
  }

  /** The same for a place where a frame of {@code length} bytes lies. */
  static byte[] replacement(int length, List<Cid> roots) {
    var bytes = write(roots);
    if (bytes.length != length) {
      throw new IllegalArgumentException(
          "current header size (%d) must match replacement header size (%d)"
              .formatted(length, bytes.length));
    }
    return bytes;
  }

  private Content content() throws CarException {
    int pairs = take("a map") - 0xa0;
    if (pairs != 1 && pairs != 2) {
      throw fault("CAR header", "a map of roots and version", "byte " + hex(frame[0]));
    }
    if (pairs == 2) {
      key(ROOTS_KEY, "roots");
      readRoots();
      rootsGiven = true;
    }
    key(VERSION_KEY, "version");
    int version = readVersion();
    if (at != frame.length) {
      throw fault("CAR header", "end of the map", (frame.length - at) + " more bytes");
    }
    return new Content(version, roots, !rootsGiven);
  }

  private void readRoots() throws CarException {
    if (at < frame.length && (frame[at] & 0xff) == NULL) {
      at++;
      return;
    }
    long count = head(ARRAY, "a list of roots");
    if (count > frame.length - at) {
      throw fault("root count", "at most " + (frame.length - at), Long.toString(count));
    }
    var list = new ArrayList<Cid>();
    for (long i = 0; i < count; i++) {
      list.add(root());
    }
    roots = list;
  }

  private Cid root() throws CarException {
    if (take("a CID link") != 0xd8 || take("a CID link") != 42) {
      throw fault("root", "CBOR tag 42", "another item");
    }
    long length = head(BYTES, "the bytes of a CID");
    if (length < 2 || length > frame.length - at || frame[at] != 0) {
      throw fault("root", "a zero byte and a CID", length + " bytes");
    }
    int start = at + 1;
    at += (int) length;
    try {
      var cid = Cid.read(frame, start, at);
      if (cid.byteLength() != length - 1) {
        throw fault("root", (length - 1) + " bytes of CID", Integer.toString(cid.byteLength()));
      }
      return cid;
    } catch (MalformedException e) {
      throw fault("root", "a CID", String.valueOf(e.getMessage()));
    }
  }

  private int readVersion() throws CarException {
    int first = at < frame.length ? frame[at] & 0xff : take("a version");
    if (first >> 5 != 0) {
      throw unsupported("CBOR item " + hex(frame[at]));
    }
    long version = head(0, "a version");
    if (version != 1 && version != 2) {
      throw unsupported(Long.toUnsignedString(version));
    }
    return (int) version;
  }

  private void key(byte[] key, String name) throws CarException {
    for (byte expected : key) {
      if (take("key " + name) != (expected & 0xff)) {
        throw fault(
            "CAR header", "key \"" + name + "\" in canonical order", "byte " + hex(frame[at - 1]));
      }
    }
  }

  private long head(int major, String expected) throws CarException {
    int first = take(expected);
    int info = first & 31;
    if (first >> 5 != major || info > 27) {
      throw fault("CAR header", expected, "byte " + hex((byte) first));
    }
    if (info < 24) {
      return info;
    }
    long value = 0;
    int bytes = 1 << (info - 24);
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | take(expected);
    }
    long least = info == 24 ? 24 : 1L << (4 << (info - 24));
    if (Long.compareUnsigned(value, least) < 0) {
      throw fault("CAR header", "shortest form of " + value, bytes + " bytes");
    }
    if (value < 0 && major != 0) {
      throw fault("CAR header", expected, "length " + Long.toUnsignedString(value));
    }
    return value;
  }

  private int take(String expected) throws CarException {
    if (at == frame.length) {
      throw fault("CAR header", expected, "end of the frame");
    }
    return frame[at++] & 0xff;
  }

  private CarException unsupported(String got) {
    return at(UNSUPPORTED_VERSION, "CAR version", "1 or 2", got);
  }

  private CarException fault(String what, String expected, String got) {
    return at(MALFORMED_HEADER, what, expected, got);
  }

  private CarException at(Fault fault, String what, String expected, String got) {
    return new CarException(fault, source, offset + at, what, expected, got);
  }

  private static void writeHead(ByteArrayOutputStream out, int major, int value) {
    if (value < 24) {
      out.write(major << 5 | value);
      return;
    }
    int info = value < 1 << 8 ? 24 : value < 1 << 16 ? 25 : 26;
    out.write(major << 5 | info);
    for (int shift = (8 << (info - 24)) - 8; shift >= 0; shift -= 8) {
      out.write(value >> shift);
    }
  }

  private static byte[] text(String key) {
    var bytes = key.getBytes(StandardCharsets.US_ASCII);
    var item = new byte[bytes.length + 1];
    item[0] = (byte) (0x60 + bytes.length);
    System.arraycopy(bytes, 0, item, 1, bytes.length);
    return item;
  }

  private static String hex(byte b) {
    return String.format("0x%02x", b);
  }
}
