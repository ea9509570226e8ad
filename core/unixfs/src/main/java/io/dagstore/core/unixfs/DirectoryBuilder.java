package io.dagstore.core.unixfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.PbLink;
import io.dagstore.core.ipld.PbNode;
import io.dagstore.core.ipld.Varint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A directory in the making: one block, or a tree of shards when the profile's rule says so. Takes
 * entries in any order and keeps about 80 bytes for each, so a million is fine. For one thread.
 */
public final class DirectoryBuilder {
  private final UnixFsProfile profile;
  private final NodeWriter writer;
  private final EntryTable entries = new EntryTable();
  private long namesAndCids;
  private long linkBytes;

  DirectoryBuilder(UnixFsProfile profile, NodeWriter writer) {
    this.profile = profile;
    this.writer = writer;
  }

  /** Gives {@code link} a name. */
  public void add(String name, UnixFsLink link) {
    add(UnixFsEntry.of(name, link));
  }

  /**
   * Adds an entry.
   *
   * @throws IllegalArgumentException when the name is empty, {@code "."}, {@code ".."} or holds a
   *     slash or NUL
   */
  public void add(UnixFsEntry entry) {
    String name = entry.name();
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException("no name for a directory entry: \"" + name + "\"");
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("slash or NUL in a name: \"" + name + "\"");
    }
    byte[] bytes = name.getBytes(UTF_8);
    entries.add(bytes, entry.cid(), entry.tsize());
    namesAndCids += (long) bytes.length + entry.cid().byteLength();
    linkBytes += linkBytes(bytes.length, entry.cid(), entry.tsize());
  }

  /** Bytes of one link inside its dag-pb node. */
  private static long linkBytes(int nameLength, Cid cid, long tsize) {
    int cidLength = cid.byteLength();
    long link =
        3L
            + Varint.size(cidLength)
            + cidLength
            + Varint.size(nameLength)
            + nameLength
            + Varint.size(tsize);
    return 1 + Varint.size(link) + link;
  }

  /** How many entries there are so far. */
  public int size() {
    return entries.size();
  }

  /** Makes the directory without mode and mtime; the builder is of no more use. */
  public UnixFsLink finish() throws IOException {
    return finish(UnixFsMetadata.NONE);
  }

  /**
   * Makes the directory; the builder is of no more use.
   *
   * @throws IllegalArgumentException when two entries have the same name
   */
  public UnixFsLink finish(UnixFsMetadata metadata) throws IOException {
    byte[] message = UnixFsEncoder.directory(metadata);
    return isSharded(message.length)
        ? new HamtBuilder(entries, profile.fanout(), writer).build(metadata)
        : writer.put(PbNode.of(sorted(), message));
  }

  private boolean isSharded(int messageLength) {
    long dataBytes = 1L + Varint.size(messageLength) + messageLength;
    return switch (profile.hamtRule()) {
      case NAMES_AND_CIDS -> namesAndCids > profile.hamtThreshold();
      case BLOCK_SIZE -> linkBytes + dataBytes > profile.hamtThreshold();
      case ALWAYS -> entries.size() > 0;
      case NEVER -> false;
    };
  }

  private List<PbLink> sorted() {
    List<PbLink> links = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      links.add(entries.link(i, ""));
    }
    links.sort(Comparator.comparing(PbLink::nameBytes, Arrays::compareUnsigned));
    for (int i = 1; i < links.size(); i++) {
      if (Arrays.equals(links.get(i - 1).nameBytes(), links.get(i).nameBytes())) {
        throw new IllegalArgumentException("two entries named \"" + links.get(i).name() + "\"");
      }
    }
    return links;
  }
}
