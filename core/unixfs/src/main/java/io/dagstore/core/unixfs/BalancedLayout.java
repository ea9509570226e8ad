package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.PbLink;
import io.dagstore.core.ipld.PbNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The balanced tree over a file's leaves, as Kubo lays it out: every leaf is equally deep, nodes
 * are filled from the left, and the last ones may have a single child on several levels. Keeps one
 * open node per level. A full node is closed only when its next sibling begins, so that it can
 * still become the root.
 */
final class BalancedLayout {
  private final NodeWriter writer;
  private final int width;
  private final List<Level> levels = new ArrayList<>();

  BalancedLayout(NodeWriter writer, int width) {
    this.writer = writer;
    this.width = width;
  }

  private static final class Level {
    private List<PbLink> links = new ArrayList<>();
    private long[] sizes = new long[16];
    private long content;

    void add(UnixFsLink child, long size) {
      if (links.size() == sizes.length) {
        sizes = Arrays.copyOf(sizes, sizes.length * 2);
      }
      sizes[links.size()] = size;
      links.add(new PbLink(child.cid(), "", child.tsize()));
      content = Math.addExact(content, size);
    }

    PbNode node(UnixFsMetadata metadata) {
      return PbNode.of(links, UnixFsEncoder.inner(sizes, links.size(), content, metadata));
    }

    void clear() {
      links = new ArrayList<>();
      content = 0;
    }
  }

  /** Appends a leaf with {@code content} bytes of the file. */
  void add(UnixFsLink leaf, long content) throws IOException {
    add(0, leaf, content);
  }

  private void add(int level, UnixFsLink child, long content) throws IOException {
    if (level == levels.size()) {
      levels.add(new Level());
    }
    if (levels.get(level).links.size() == width) {
      close(level);
    }
    levels.get(level).add(child, content);
  }

  private void close(int index) throws IOException {
    Level level = levels.get(index);
    UnixFsLink closed = writer.put(level.node(UnixFsMetadata.NONE));
    long content = level.content;
    level.clear();
    add(index + 1, closed, content);
  }

  /** Closes all nodes and returns the root, which has at least two leaves below it. */
  UnixFsLink finish(UnixFsMetadata metadata) throws IOException {
    for (int level = 0; level < levels.size() - 1; level++) {
      close(level);
    }
    return writer.put(levels.getLast().node(metadata));
  }
}
