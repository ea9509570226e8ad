package io.dagstore.core.unixfs;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Files of one chunk each, read and hashed by several threads while their leaves are delivered in
 * the order in which the files were added. Bounded in number and in bytes.
 */
final class SmallFiles implements AutoCloseable {
  private static final int MAX_WAITING = 256;
  private static final long MAX_BYTES = 8 << 20;

  private final Executor executor;
  private final LeafFormat format;
  private final int cidVersion;
  private final Target target;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private long bytes;

  SmallFiles(Executor executor, LeafFormat format, int cidVersion, Target target) {
    this.executor = executor;
    this.format = format;
    this.cidVersion = cidVersion;
    this.target = target;
  }

  /** Takes leaves in order. */
  @FunctionalInterface
  interface Target {
    void leaf(String name, Leaf leaf) throws IOException;
  }

  private record Waiting(String name, int size, FutureTask<Leaf> task) {}

  void add(String name, Path file, int size) throws IOException, InterruptedException {
    while (!queue.isEmpty() && (queue.size() == MAX_WAITING || bytes + size > MAX_BYTES)) {
      deliver();
    }
    FutureTask<Leaf> task = new FutureTask<>(() -> read(file, size));
    executor.execute(task);
    queue.add(new Waiting(name, size, task));
    bytes += size;
  }

  private Leaf read(Path file, int size) throws IOException {
    ChunkSlot slot = new ChunkSlot(cidVersion);
    byte[] block = slot.block(format.blockLength(size));
    ByteBuffer content = ByteBuffer.wrap(block, format.prefixLength(size), size);
    try (FileChannel channel = FileChannel.open(file)) {
      while (content.hasRemaining()) {
        if (channel.read(content) < 0) {
          throw new EOFException("file became shorter while it was read: " + file);
        }
      }
    }
    return slot.seal(format, size);
  }

  private void deliver() throws IOException, InterruptedException {
    Waiting first = queue.element();
    target.leaf(first.name(), ChunkSlot.result(first.task()));
    bytes -= first.size();
    queue.remove();
  }

  /** Waits for all files that were added. */
  void drain() throws IOException, InterruptedException {
    while (!queue.isEmpty()) {
      deliver();
    }
  }

  /** Leaves no work behind. */
  @Override
  public void close() {
    for (Waiting waiting : queue) {
      ChunkSlot.settle(waiting.task());
    }
    queue.clear();
  }
}
