package io.dagstore.journal.file;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A journal of lines of JSON in a folder: {@code dagstore-journal.ndjson} and the files that were
 * set aside, numbered and compressed. Thread-safe; one thread writes.
 *
 * <p>An event is with the operating system when {@link #read} or {@link #close} returns, and on the
 * disk within a second. A recorder waits for a tenth of a second at most, and not at all while the
 * writer is stuck. When the disk is full, events are lost: they are counted, the log says so once,
 * and the journal says how many, when it can be written again, in an event {@code journal:lost}.
 */
public final class FileJournal implements Journal {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final JournalFolder folder;
  private final FileJournalConfig config;
  private final EventQueue queue = new EventQueue();
  private final ExecutorService tidier;
  private final JournalWriter writer;
  private final Thread thread;

  private FileJournal(Path directory, FileJournalConfig config, InstantSource clock)
      throws IOException {
    this.folder = new JournalFolder(directory);
    this.config = config;
    var threads = Thread.ofPlatform().daemon();
    this.tidier =
        Executors.newSingleThreadExecutor(threads.name("journal tidier " + directory).factory());
    try {
      this.writer = new JournalWriter(folder, config, clock, queue, tidier);
    } catch (IOException | RuntimeException e) {
      tidier.close();
      throw e;
    }
    this.thread = threads.name("journal writer " + directory).start(writer);
  }

  /**
   * Opens the journal of a folder, made where it is not there; whoever opens closes.
   *
   * @param clock the clock of the node
   * @throws IOException if it cannot be written, or another journal writes there
   */
  public static FileJournal open(Path directory, FileJournalConfig config, InstantSource clock)
      throws IOException {
    return new FileJournal(directory, config, clock);
  }

  /** Takes down the event, unless it is disabled or the journal closed. */
  @Override
  public void record(JournalEvent event) {
    if (config.takes(event)) {
      queue.offer(event);
    }
  }

  /** Events that were recorded and are in no file: no room on the disk, or none in the queue. */
  public long lost() {
    return writer.lost();
  }

  /**
   * Gives out what was recorded, oldest first, from every file; then, to one who follows, what
   * comes, until this journal is closed. What a file does not give back is told in its place as an
   * event {@code journal:unreadable}.
   *
   * @throws InterruptedException if the thread is interrupted, which is how following ends
   */
  @Override
  public void read(JournalQuery query, Consumer<JournalEvent> sink)
      throws IOException, InterruptedException {
    queue.settle();
    long seen = queue.progress();
    try (var tail = new JournalTail(folder, query)) {
      tail.drain(sink);
      while (query.follow() && queue.awaitProgress(seen)) {
        seen = queue.progress();
        tail.drain(sink);
      }
    }
  }

  /**
   * Gives out what is in the files of a folder, oldest first, whether a journal is open there or
   * not; then, to one who follows, what comes, until the thread is interrupted. A folder that is
   * not there holds no event.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public static void read(Path directory, JournalQuery query, Consumer<JournalEvent> sink)
      throws IOException, InterruptedException {
    try (var tail = new JournalTail(new JournalFolder(directory), query)) {
      tail.drain(sink);
      var pause = new CountDownLatch(1);
      // Nobody tells of what another process writes.
      while (query.follow() && !pause.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        tail.drain(sink);
      }
    }
  }

  /** Writes down what was recorded and forces it to the disk; closing again does nothing. */
  @Override
  public void close() {
    queue.close();
    var interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    tidier.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
