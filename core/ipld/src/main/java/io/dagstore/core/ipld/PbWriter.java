package io.dagstore.core.ipld;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Writes a {@link PbNode}: links, sorted by the bytes of their names, before the data. */
final class PbWriter {
  static final Comparator<PbLink> BY_NAME =
      (left, right) -> Arrays.compareUnsigned(left.nameBytes(), right.nameBytes());

  private final byte[] out;
  private int at;

  private PbWriter(int size) {
    out = new byte[size];
  }

  static byte[] write(PbNode node) {
    List<PbLink> links = sorted(node.links());
    long size = node.hasData() ? framed(node.data().length) : 0;
    for (PbLink link : links) {
      size += framed(linkSize(link));
    }
    var writer = new PbWriter(Math.toIntExact(size));
    links.forEach(writer::link);
    if (node.hasData()) {
      writer.bytes(PbScanner.DATA, node.data());
    }
    return writer.out;
  }

  static boolean isSorted(List<PbLink> links) {
    for (int i = 1; i < links.size(); i++) {
      if (BY_NAME.compare(links.get(i - 1), links.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  private static List<PbLink> sorted(List<PbLink> links) {
    return isSorted(links) ? links : links.stream().sorted(BY_NAME).toList();
  }

  private void link(PbLink link) {
    head(PbScanner.LINK, linkSize(link));
    head(PbScanner.HASH, link.hash().byteLength());
    link.hash().writeTo(out, at);
    at += link.hash().byteLength();
    if (link.hasName()) {
      bytes(PbScanner.NAME, link.nameBytes());
    }
    if (link.hasTsize()) {
      head(PbScanner.TSIZE, link.tsize());
    }
  }

  private void bytes(int key, byte[] content) {
    head(key, content.length);
    System.arraycopy(content, 0, out, at, content.length);
    at += content.length;
  }

  private void head(int key, long value) {
    out[at++] = (byte) key;
    at += Varint.write(value, out, at);
  }

  private static int linkSize(PbLink link) {
    long size = framed(link.hash().byteLength());
    if (link.hasName()) {
      size += framed(link.nameBytes().length);
    }
    if (link.hasTsize()) {
      size += 1 + Varint.size(link.tsize());
    }
    return Math.toIntExact(size);
  }

  private static long framed(int length) {
    return 1L + Varint.size(length) + length;
  }
}
