package io.dagstore.core.unixfs;

import java.nio.channels.FileChannel;
import java.util.concurrent.Callable;

/** Chunks of an open file whose size is known; reading is part of the work left to others. */
final class ChannelFeed implements ChunkFeed {
  private final FileChannel channel;
  private final long size;
  private final LeafFormat format;
  private final int chunk;
  private long position;
  private boolean started;

  ChannelFeed(FileChannel channel, long size, LeafFormat format, int chunk) {
    this.channel = channel;
    this.size = size;
    this.format = format;
    this.chunk = chunk;
  }

  @Override
  public boolean hasNext() {
    return !started || position < size;
  }

  @Override
  public Callable<Leaf> next(ChunkSlot slot) {
    started = true;
    long from = position;
    int content = (int) Math.min(chunk, size - from);
    position += content;
    return () -> slot.read(channel, from, format, content);
  }
}
