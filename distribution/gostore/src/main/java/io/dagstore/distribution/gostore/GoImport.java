package io.dagstore.distribution.gostore;

import io.dagstore.core.api.Catalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * Takes the shards of a Go dagstore into a store, in one pass over its records. Where it is stopped
 * the next run goes on: what is there is passed over, what is half done is finished.
 */
public final class GoImport {
  private final GoStore from;
  private final ShardImport shards;
  private final int atOnce;
  private final ThreadFactory threads;

  /** Is told of each entry, in the order of the records, when what is told is durable. */
  @FunctionalInterface
  public interface Listener {
    /** One entry. */
    void imported(Imported entry) throws IOException;
  }

  /**
   * The import.
   *
   * @param from only read
   * @param cars where relative paths of Go's mounts begin
   * @param into takes the shards
   * @param atOnce how many of them, 1 or more; those that wait for the disk together share the wait
   * @param threads makes the threads it runs on
   */
  public GoImport(GoStore from, Path cars, Catalogue into, int atOnce, ThreadFactory threads) {
    this.from = from;
    this.shards = new ShardImport(from, new GoMounts(cars), into);
    this.atOnce = atOnce;
    this.threads = threads;
  }

  /**
   * Does it. A shard that fails does not stop the others.
   *
   * @throws io.dagstore.core.files.CorruptDataException if the records cannot be read any further
   * @throws IOException if the records cannot be read, or the listener fails
   */
  public void run(Listener listener) throws IOException, InterruptedException {
    var begun = new ArrayDeque<Future<Imported>>();
    try (var executor = Executors.newThreadPerTaskExecutor(threads)) {
      try {
        from.forEach(entry -> {
          if (begun.size() == atOnce) {
            listener.imported(ended(begun.remove()));
          }
          begun.add(executor.submit(() -> shards.take(entry)));
        });
        while (!begun.isEmpty()) {
          listener.imported(ended(begun.remove()));
        }
      } catch (IOException | InterruptedException | RuntimeException e) {
        executor.shutdownNow();
        throw e;
      }
    }
  }

  private static Imported ended(Future<Imported> entry) throws InterruptedException {
    try {
      return entry.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case InterruptedException _ -> throw new InterruptedException("the import was stopped");
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
