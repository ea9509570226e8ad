package io.dagstore.index.segments;

import io.dagstore.core.files.EnvelopeWriter;
import io.dagstore.core.files.MemorySum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lays entries down in lines, in the order of their keys; what a line cannot hold waits. */
final class LineWriter {
  private final LineLayout layout;
  private final EnvelopeWriter out;
  private final ByteBuffer line =
      ByteBuffer.wrap(new byte[2 * SegmentFormat.LINE_BYTES]).order(ByteOrder.LITTLE_ENDIAN);
  private final List<CrowdedLine> crowded = new ArrayList<>();
  private long[] waiting = new long[64];
  private int first;
  private int count;
  private long current;
  private long atHome;

  /**
   * A line that is home to more entries than its header can say.
   *
   * @param line its number
   * @param entries whose home it is
   */
  record CrowdedLine(long line, long entries) {}

  LineWriter(LineLayout layout, EnvelopeWriter out) {
    this.layout = layout;
    this.out = out;
  }

  void put(long key, long value) throws IOException {
    long home = layout.places().place(key);
    while (current < home) {
      endLine();
    }
    if (current > home) {
      throw new IllegalArgumentException("keys: expected ascending, got " + key + " too late");
    }
    if (count == waiting.length) {
      grow();
    }
    waiting[(first + count) & (waiting.length - 1)] = layout.entry(key, value);
    count++;
    atHome++;
  }

  private void grow() {
    long[] larger = Arrays.copyOfRange(waiting, first, first + 2 * waiting.length);
    System.arraycopy(waiting, 0, larger, waiting.length - first, first);
    waiting = larger;
    first = 0;
  }

  /** Writes the remaining lines and returns the number of all. */
  long finish() throws IOException {
    while (current < layout.homes() || count > 0) {
      endLine();
    }
    return current;
  }

  List<CrowdedLine> crowded() {
    return crowded;
  }

  private void endLine() throws IOException {
    int here = Math.min(count, layout.capacity());
    Arrays.fill(line.array(), (byte) 0);
    for (int i = 0; i < here; i++) {
      line.putLong(SegmentFormat.HEADER_BYTES + i * layout.entryBytes(), take());
    }
    line.putInt(0, header(here));
    line.putLong(0, line.getLong(0) | sum());
    out.room(SegmentFormat.LINE_BYTES).put(line.array(), 0, SegmentFormat.LINE_BYTES);
    current++;
    atHome = 0;
  }

  private long sum() {
    long sum = SegmentFormat.lineSeed(current, line.getLong(0));
    for (int at = Long.BYTES; at < SegmentFormat.LINE_BYTES; at += Long.BYTES) {
      sum = MemorySum.next(sum, line.getLong(at));
    }
    return SegmentFormat.lineSum(sum);
  }

  private long take() {
    long entry = waiting[first];
    first = (first + 1) & (waiting.length - 1);
    count--;
    return entry;
  }

  private int header(int here) {
    if (atHome >= SegmentFormat.CROWDED) {
      crowded.add(new CrowdedLine(current, atHome));
    }
    int homes = (int) Math.min(atHome, SegmentFormat.CROWDED);
    int header = homes << SegmentFormat.HOME_SHIFT;
    if (count == 0) {
      return header | here;
    }
    long own = Math.clamp(atHome - count, 0, here);
    return header | SegmentFormat.SPILLS | (int) own;
  }
}
