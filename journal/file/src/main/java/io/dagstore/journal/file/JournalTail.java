package io.dagstore.journal.file;

import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal from file to file, while it is written, set aside, compressed and removed, by
 * this process or another. What cannot be read is given out as an event {@code journal:unreadable}
 * in its place, so that a gap is seen. For one thread.
 */
final class JournalTail implements Closeable {
  private final JournalFolder folder;
  private final JournalQuery query;
  private final Instant since;
  private final EventLine json = new EventLine();
  private @Nullable LineInput input;
  private String name = "";
  private boolean current;
  private long number;
  private Instant last = Instant.EPOCH;

  JournalTail(JournalFolder folder, JournalQuery query) {
    this.folder = folder;
    this.query = query;
    this.since = query.since().orElse(Instant.MIN);
  }

  /** Gives out what there is now of what is asked for. */
  void drain(Consumer<JournalEvent> sink) throws IOException, InterruptedException {
    try {
      for (var event = next(); event.isPresent(); event = next()) {
        if (query.system().map(event.get().system()::equals).orElse(true)) {
          sink.accept(event.get());
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      throw new InterruptedException();
    }
  }

  /** The next event, or empty where there is none now. */
  Optional<JournalEvent> next() throws IOException {
    while (input != null || open()) {
      var event = read();
      if (event.isPresent()) {
        last = event.get().time();
        if (!last.isBefore(since)) {
          return event;
        }
      } else if (current) {
        var rolled = firstAfter(number);
        if (rolled.isEmpty()) {
          return Optional.empty();
        }
        // All of it was written before it got its new name: the next end is the last one.
        number = rolled.get().number();
        current = false;
      } else {
        close();
      }
    }
    return Optional.empty();
  }

  private Optional<JournalEvent> read() throws IOException {
    if (input == null) {
      return Optional.empty();
    }
    try {
      return input
          .next()
          .map(line -> json.read(line).orElseGet(() -> unreadable("a line that is no event")));
    } catch (IOException e) {
      if (current) {
        throw e;
      }
      close();
      return Optional.of(unreadable(String.valueOf(e.getMessage())));
    }
  }

  private JournalEvent unreadable(String why) {
    return new JournalEvent(last, "journal", "unreadable", Map.of("file", name, "why", why));
  }

  private boolean open() throws IOException {
    for (; ; ) {
      var next = firstAfter(number);
      try {
        if (next.isPresent()) {
          input = new LineInput(open(next.get()));
          number = next.get().number();
          return true;
        }
        input = new LineInput(Files.newInputStream(folder.current()));
        current = firstAfter(number).isEmpty();
        if (current) {
          name = folder.current().toString();
          return true;
        }
        close();
      } catch (NoSuchFileException e) {
        // Compressed, removed or set aside since the folder was listed; or there is none at all.
        if (next.isEmpty() && firstAfter(number).isEmpty()) {
          return false;
        }
      }
    }
  }

  private InputStream open(RolledFile file) throws IOException {
    name = file.path().toString();
    var bytes = Files.newInputStream(file.path());
    try {
      return file.compressed() ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    } catch (IOException e) {
      // Told when it is read, as any other damage.
      bytes.close();
      return new InputStream() {
        @Override
        public int read() throws IOException {
          throw e;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          throw e;
        }
      };
    }
  }

  private Optional<RolledFile> firstAfter(long done) throws IOException {
    return folder.rolled().stream()
        .filter(file -> file.number() > done && !file.endedBefore(since))
        .findFirst();
  }

  @Override
  public void close() throws IOException {
    if (input != null) {
      input.close();
      input = null;
    }
  }
}
