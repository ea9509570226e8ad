package io.dagstore.core.unixfs;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;

/** Chunks of a stream, read by whoever asks for them; hashing is left to others. */
final class StreamFeed implements ChunkFeed {
  private static final int END = -1;

  private final InputStream in;
  private final LeafFormat format;
  private final int chunk;
  // One byte ahead, so that a full chunk knows whether it is the last.
  private int ahead;
  private boolean started;

  StreamFeed(InputStream in, LeafFormat format, int chunk) throws IOException {
    this.in = in;
    this.format = format;
    this.chunk = chunk;
    this.ahead = in.read();
  }

  @Override
  public boolean hasNext() {
    return !started || ahead != END;
  }

  @Override
  public Callable<Leaf> next(ChunkSlot slot) throws IOException {
    started = true;
    int from = format.prefixLength(chunk);
    byte[] block = slot.block(format.blockLength(chunk));
    int content = fill(block, from);
    if (content < chunk) {
      byte[] shorter = slot.block(format.blockLength(content));
      System.arraycopy(block, from, shorter, format.prefixLength(content), content);
    }
    return () -> slot.seal(format, content);
  }

  private int fill(byte[] block, int from) throws IOException {
    if (ahead == END) {
      return 0;
    }
    block[from] = (byte) ahead;
    int content = 1 + in.readNBytes(block, from + 1, chunk - 1);
    ahead = content < chunk ? END : in.read();
    return content;
  }
}
