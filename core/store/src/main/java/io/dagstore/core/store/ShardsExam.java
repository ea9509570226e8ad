package io.dagstore.core.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Examines all shards, several at once and a page of records in memory at a time. */
final class ShardsExam {
  private final RecordMaps maps;
  private final ShardExam exam;
  private final Queue<ShardRecord> page = new ArrayDeque<>();
  private @Nullable String last;
  private boolean ended;

  ShardsExam(RecordMaps maps, ShardExam exam) {
    this.maps = maps;
    this.exam = exam;
  }

  /** Returns when all are examined; an interrupt, or the first failure, ends the others too. */
  void examine(Executor executor, int atOnce) throws IOException, InterruptedException {
    var tasks = new ArrayList<FutureTask<@Nullable Void>>();
    try {
      for (int i = 0; i < atOnce; i++) {
        var task = new FutureTask<@Nullable Void>(this::work);
        tasks.add(task);
        executor.execute(task);
      }
      for (var task : tasks) {
        task.get();
      }
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    } finally {
      stop(tasks);
    }
  }

  private @Nullable Void work() throws IOException {
    for (var shard = next(); shard != null; shard = next()) {
      exam.examine(shard);
    }
    return null;
  }

  private synchronized @Nullable ShardRecord next() throws IOException {
    while (page.isEmpty() && !ended) {
      var entries = maps.page(maps.shards(), last);
      ended = entries.isEmpty();
      for (var entry : entries) {
        last = entry.getKey();
        RecordMaps.read(entry.getKey(), entry.getValue()).ifPresent(page::add);
      }
    }
    return page.poll();
  }

  /** Those that are running end with the shard they are at: what they examine is closed next. */
  private void stop(Iterable<FutureTask<@Nullable Void>> tasks) {
    synchronized (this) {
      ended = true;
      page.clear();
    }
    boolean interrupted = Thread.interrupted();
    for (var task : tasks) {
      interrupted |= await(task);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean await(FutureTask<?> task) {
    boolean interrupted = false;
    while (true) {
      try {
        task.get();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        return interrupted;
      }
    }
  }

  private static RuntimeException rethrow(@Nullable Throwable cause) throws IOException {
    switch (cause) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IOException(cause);
    }
  }
}
