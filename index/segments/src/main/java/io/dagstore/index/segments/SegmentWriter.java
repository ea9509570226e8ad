package io.dagstore.index.segments;

import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.EnvelopeWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Writes a segment: one walk over its contents for the lines, two for the lists if there are any.
 */
final class SegmentWriter {
  private final Contents contents;
  private final Census census;
  private final int[] shards;
  private final Layout layout;

  private SegmentWriter(Contents contents) throws IOException {
    this.contents = contents;
    this.census = contents.census();
    this.shards = contents.shards();
    if (census.entries() > Layout.MAX_ENTRIES) {
      throw new IllegalArgumentException(
          "segment: expected at most " + Layout.MAX_ENTRIES + " entries, got " + census.entries());
    }
    this.layout = Layout.plan(census.entries(), shards.length + census.lists());
  }

  /** Writes a whole segment; durable on return. */
  static void write(Path file, long number, Contents contents) throws IOException {
    SegmentWriter writer = new SegmentWriter(contents);
    AtomicFile.write(file, channel -> writer.write(channel, number));
  }

  private void write(FileChannel channel, long number) throws IOException {
    var out =
        new EnvelopeWriter(
            channel,
            SegmentFormat.FORMAT,
            number,
            bodyBytes(),
            census.entries(),
            layout.lines(),
            shards.length,
            census.lists(),
            census.listed());
    lines(new LineWriter(layout, out));
    for (int shard : shards) {
      out.room(Integer.BYTES).putInt(shard);
    }
    lists(out);
    out.room(SegmentFormat.PADDING).putLong(0);
    out.finish();
  }

  private long bodyBytes() {
    long numbers = shards.length + census.lists() + 1 + census.listed();
    return layout.linesBytes() + Integer.BYTES * numbers + SegmentFormat.PADDING;
  }

  private void lines(LineWriter lines) throws IOException {
    Groups groups = new Groups(contents.pairs());
    int list = shards.length;
    while (groups.next()) {
      if (groups.isList()) {
        lines.put(groups.key(), list++);
      } else {
        for (int i = 0; i < groups.size(); i++) {
          lines.put(groups.key(), groups.shard(i));
        }
      }
    }
    lines.finish();
  }

  private void lists(EnvelopeWriter out) throws IOException {
    int place = 0;
    out.room(Integer.BYTES).putInt(place);
    if (census.lists() == 0) {
      return;
    }
    for (Groups groups = lists(); groups.next(); ) {
      if (groups.isList()) {
        place += groups.size();
        out.room(Integer.BYTES).putInt(place);
      }
    }
    for (Groups groups = lists(); groups.next(); ) {
      for (int i = 0; groups.isList() && i < groups.size(); i++) {
        out.room(Integer.BYTES).putInt(groups.shard(i));
      }
    }
  }

  private Groups lists() throws IOException {
    return new Groups(contents.pairs());
  }
}
