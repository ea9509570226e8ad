package io.dagstore.core.unixfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.PbLink;
import io.dagstore.core.ipld.Varint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The entries of a directory in the making, packed: about 80 bytes each, so that millions fit.
 * Never sorted itself; users sort indices.
 */
final class EntryTable {
  private static final int PAGE = 1 << 18;

  private final List<byte[]> pages = new ArrayList<>();
  private int used = PAGE;
  private long[] places = new long[16];
  private int size;

  void add(byte[] name, Cid cid, long tsize) {
    int length =
        Varint.size(name.length)
            + name.length
            + Varint.size(cid.byteLength())
            + cid.byteLength()
            + Varint.size(tsize);
    byte[] page = reserve(length);
    if (size == places.length) {
      places = Arrays.copyOf(places, Math.multiplyExact(size, 2));
    }
    places[size++] = (long) (pages.size() - 1) << 32 | used;
    used += Varint.write(name.length, page, used);
    System.arraycopy(name, 0, page, used, name.length);
    used += name.length;
    used += Varint.write(cid.byteLength(), page, used);
    cid.writeTo(page, used);
    used += cid.byteLength();
    used += Varint.write(tsize, page, used);
  }

  private byte[] reserve(int length) {
    if (pages.isEmpty() || pages.getLast().length - used < length) {
      pages.add(new byte[Math.max(PAGE, length)]);
      used = 0;
    }
    return pages.getLast();
  }

  int size() {
    return size;
  }

  byte[] name(int index) {
    byte[] page = page(index);
    int at = (int) places[index];
    int length = (int) Varint.read(page, at, page.length);
    int from = at + Varint.size(length);
    return Arrays.copyOfRange(page, from, from + length);
  }

  /** The entry as a link whose name is {@code prefix} and then its own. */
  PbLink link(int index, String prefix) {
    byte[] page = page(index);
    byte[] name = name(index);
    int at = (int) places[index] + Varint.size(name.length) + name.length;
    int cidLength = (int) Varint.read(page, at, page.length);
    at += Varint.size(cidLength);
    Cid cid = Cid.fromBytes(Arrays.copyOfRange(page, at, at + cidLength));
    long tsize = Varint.read(page, at + cidLength, page.length);
    return new PbLink(cid, prefix + new String(name, UTF_8), tsize);
  }

  private byte[] page(int index) {
    return pages.get((int) (places[index] >>> 32));
  }
}
