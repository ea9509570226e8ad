package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Block;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Room for one chunk on its way: its block's bytes, its hash and who works on it. Reused. */
final class ChunkSlot {
  // Small enough to be hashed from the second-level cache after it was read.
  private static final int PIECE = 128 * 1024;

  private final int cidVersion;
  private final Sha256 hash = new Sha256();
  private byte[] block = {};
  private @Nullable ByteBuffer piece;
  private @Nullable FutureTask<Leaf> task;

  ChunkSlot(int cidVersion) {
    this.cidVersion = cidVersion;
  }

  /** The array for a block of that many bytes, the last one if it fits. */
  byte[] block(int length) {
    if (block.length != length) {
      block = new byte[length];
    }
    return block;
  }

  /** Frames and hashes the content that lies in place in {@link #block}. */
  Leaf seal(LeafFormat format, int content) {
    format.frame(block, content);
    hash.update(block, 0, block.length);
    return new Leaf(new Block(hash.finish(cidVersion, format.codec()), block), content);
  }

  /** Reads {@code content} bytes of a file and seals them, hashing each piece as it comes. */
  Leaf read(FileChannel channel, long position, LeafFormat format, int content) throws IOException {
    byte[] bytes = block(format.blockLength(content));
    format.frame(bytes, content);
    int from = format.prefixLength(content);
    hash.update(bytes, 0, from);
    int end = from + content;
    for (int at = from; at < end; ) {
      int count = readPiece(channel, position + at - from, bytes, at, end - at);
      hash.update(bytes, at, count);
      at += count;
    }
    hash.update(bytes, end, bytes.length - end);
    return new Leaf(new Block(hash.finish(cidVersion, format.codec()), bytes), content);
  }

  // A direct buffer of our own: the channel would copy through a temporary one of its size.
  private int readPiece(FileChannel channel, long position, byte[] bytes, int at, int left)
      throws IOException {
    if (piece == null) {
      piece = ByteBuffer.allocateDirect(PIECE);
    }
    piece.clear().limit(Math.min(PIECE, left));
    int count = channel.read(piece, position);
    if (count <= 0) {
      throw new IOException("file became shorter while it was read: nothing at " + position);
    }
    piece.flip().get(bytes, at, count);
    return count;
  }

  void start(Executor executor, Callable<Leaf> work) {
    FutureTask<Leaf> next = new FutureTask<>(work);
    executor.execute(next);
    task = next;
  }

  /** Waits for the work started last. */
  Leaf await() throws IOException, InterruptedException {
    return result(Objects.requireNonNull(task, "nothing was started"));
  }

  /** Waits until nobody works in this slot, whatever comes of it. */
  void settle() {
    if (task != null) {
      settle(task);
    }
  }

  /** Waits for work whose outcome no longer matters; keeps an interrupt for later. */
  static void settle(FutureTask<Leaf> work) {
    boolean interrupted = false;
    while (work.state() == Future.State.RUNNING) {
      try {
        work.get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        break; // an earlier failure is on its way to the caller
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does the work on this thread. */
  static Leaf call(Callable<Leaf> work) throws IOException, InterruptedException {
    FutureTask<Leaf> task = new FutureTask<>(work);
    task.run();
    return result(task);
  }

  static Leaf result(FutureTask<Leaf> done) throws IOException, InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
