package io.dagstore.index.segments;

import io.dagstore.core.files.EnvelopeWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Lays entries down in lines, in the order of keys. */
final class LineWriter {
  private final Layout layout;
  private final EnvelopeWriter out;
  private final long[] line = new long[Layout.LINE_BYTES / Long.BYTES];
  private int current;
  private int filled;

  LineWriter(Layout layout, EnvelopeWriter out) {
    this.layout = layout;
    this.out = out;
  }

  void put(long key, int value) throws IOException {
    int home = layout.home(key);
    while (current < home) {
      flush(false);
    }
    if (filled == layout.slots()) {
      flush(true);
    }
    if (current - home > Layout.REACH || current >= layout.lines() + layout.tail()) {
      throw new IllegalArgumentException("keys are not evenly spread: see MultihashKey");
    }
    set(layout.fingerprintBit(filled), layout.fingerprint(key));
    set(layout.valueBit(filled), value);
    filled++;
  }

  private void set(int bit, long value) {
    int word = bit >>> 6;
    line[word] |= value << bit;
    int fits = Long.SIZE - (bit & 63);
    if (fits < Long.SIZE && value >>> fits != 0) {
      line[word + 1] |= value >>> fits;
    }
  }

  private void flush(boolean spills) throws IOException {
    line[0] |= filled | (spills ? 1L << Byte.SIZE : 0);
    ByteBuffer room = out.room(Layout.LINE_BYTES);
    for (long word : line) {
      room.putLong(word);
    }
    Arrays.fill(line, 0);
    filled = 0;
    current++;
  }

  void finish() throws IOException {
    while (current < layout.lines() + layout.tail()) {
      flush(false);
    }
  }
}
