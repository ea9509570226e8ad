package io.dagstore.journal.file;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.dagstore.core.api.journal.JournalEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. It outlives every failure: what cannot be written is counted, said
 * once, and taken down as an event when writing works again.
 */
final class JournalWriter implements Runnable {
  private static final System.Logger LOG = System.getLogger(JournalWriter.class.getName());
  private static final int BATCH = 256;
  private static final Duration UNTIL_FORCED = Duration.ofSeconds(1);
  private static final Duration UNTIL_TIDIED = Duration.ofHours(1);

  private final JournalFolder folder;
  private final FileJournalConfig config;
  private final InstantSource clock;
  private final EventQueue queue;
  private final ExecutorService tidier;
  private final EventLine json = new EventLine();
  private @Nullable CurrentFile file;
  private final AtomicLong lost = new AtomicLong();
  private long said;
  private boolean failing;

  JournalWriter(
      JournalFolder folder,
      FileJournalConfig config,
      InstantSource clock,
      EventQueue queue,
      ExecutorService tidier)
      throws IOException {
    this.folder = folder;
    this.config = config;
    this.clock = clock;
    this.queue = queue;
    this.tidier = tidier;
    folder.prepare();
    this.file = CurrentFile.open(folder.current(), clock.instant());
  }

  /** Events that were recorded and are in no file. */
  long lost() {
    return lost.get() + queue.refused();
  }

  @Override
  public void run() {
    repaired();
    tidier.execute(this::tidy);
    var batch = new ArrayList<JournalEvent>();
    while (queue.take(batch, BATCH, patience())) {
      if (batch.isEmpty()) {
        idle();
      } else {
        write(batch);
        queue.done(batch.size());
        batch.clear();
      }
    }
    end();
  }

  private void repaired() {
    if (file != null && file.repaired() > 0) {
      write(List.of(own("repaired", Map.of("bytes", file.repaired()))));
    }
  }

  private Duration patience() {
    return file == null || file.forced() ? UNTIL_TIDIED : UNTIL_FORCED;
  }

  private void idle() {
    if (file == null || file.forced()) {
      tidier.execute(this::tidy);
      return;
    }
    try {
      file.force();
    } catch (IOException e) {
      complain(e);
    }
  }

  private void write(List<JournalEvent> batch) {
    var lines = new Lines();
    for (var event : batch) {
      var line = json.write(event);
      if (isDue(lines.size(), line.length, event.time())) {
        flush(lines);
        roll();
      }
      lines.add(line, event.time());
    }
    flush(lines);
    tellLost();
  }

  private boolean isDue(long waiting, long more, Instant time) {
    var size = file == null ? 0 : file.size();
    var isOld = file != null && size > 0 && !time.isBefore(file.begun().plus(config.rollAge()));
    return isOld || (size + waiting > 0 && size + waiting + more > config.rollBytes());
  }

  private void flush(Lines lines) {
    if (lines.count() > 0 && !append(lines)) {
      lost.addAndGet(lines.count());
    }
    lines.clear();
  }

  private boolean append(Lines lines) {
    try {
      open().append(lines.bytes(), lines.first());
    } catch (IOException e) {
      complain(e);
      return false;
    }
    if (failing) {
      failing = false;
      LOG.log(INFO, "journal {0}: can be written again", folder.current());
    }
    return true;
  }

  private CurrentFile open() throws IOException {
    if (file == null) {
      file = CurrentFile.open(folder.current(), clock.instant());
    }
    return file;
  }

  /** Where it cannot be set aside, the current file goes on. */
  private void roll() {
    try {
      var old = open();
      old.force();
      folder.roll(clock.instant());
      file = null;
      old.close();
      tidier.execute(this::tidy);
    } catch (IOException e) {
      complain(e);
    }
  }

  /** Nobody lost it where there is no room for this event; the next batch tells it then. */
  private void tellLost() {
    var lostNow = lost();
    if (!failing && lostNow > said) {
      var lines = new Lines();
      var event = own("lost", Map.of("events", lostNow - said));
      lines.add(json.write(event), event.time());
      said = append(lines) ? lostNow : said;
    }
  }

  private JournalEvent own(String event, Map<String, Object> data) {
    return new JournalEvent(clock.instant(), "journal", event, data);
  }

  private void tidy() {
    try {
      folder.tidy(config, clock.instant());
    } catch (IOException e) {
      LOG.log(WARNING, "journal " + folder.current() + ": old files stay as they are", e);
    }
  }

  private void complain(IOException e) {
    if (!failing) {
      failing = true;
      LOG.log(WARNING, "journal " + folder.current() + ": events are lost until this ends", e);
    }
  }

  private void end() {
    if (file == null) {
      return;
    }
    try {
      file.close();
    } catch (IOException e) {
      complain(e);
    }
  }
}
