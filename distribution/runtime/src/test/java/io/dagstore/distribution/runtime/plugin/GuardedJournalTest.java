package io.dagstore.distribution.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalProvider;
import io.dagstore.core.api.journal.JournalQuery;
import io.dagstore.core.testkit.JournalContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's journal in a node's hands: one that behaves, and what odd ones do. */
@Timeout(300)
final class GuardedJournalTest extends JournalContract {
  private static final Plugin PLUGIN =
      Host.stranger("org.odd", JournalProvider.class, OddJournals.class);

  @TempDir private Path folder;
  private Host host;

  @BeforeEach
  void start() throws IOException {
    host = new Host(folder, Host.HASTY);
    host.plugins.add(PLUGIN);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Override
  protected Journal journal() throws IOException {
    return Objects.requireNonNull(host.plugins.journals().get("odd")).open(folder);
  }

  @Test
  void whatItDoesNotTakeIsCountedAndToldWhenItTakesEventsAgain() throws Exception {
    var journal = journal();
    journal.record(event("first"));

    journal.record(event("throws"));
    journal.record(event("second"));

    assertThat(names(journal)).containsExactly("first", "plugin", "second");
    assertThat(all(journal).get(1).data())
        .containsEntry("bundle", "org.odd")
        .containsEntry("call", "Journal.record")
        .containsEntry("lost", 1L);
  }

  @Test
  void oneThatHangsHoldsUpItsCallersOnce() throws Exception {
    var journal = journal();

    // Fifty that waited for the deadline would take longer than this test may.
    for (int i = 0; i < 50; i++) {
      journal.record(event("hangs"));
    }
    Files.createFile(folder.resolve("go"));
    while (all(journal).isEmpty()) {
      journal.record(event("back"));
      LockSupport.parkNanos(1_000_000);
    }

    assertThat(names(journal)).containsExactly("plugin", "back");
    assertThat(all(journal).getFirst().data().get("lost"))
        .asInstanceOf(InstanceOfAssertFactories.LONG)
        .isGreaterThanOrEqualTo(50);
  }

  @Test
  void anEventOfAnInterruptedThreadIsTakenDownToo() throws Exception {
    var journal = journal();

    Thread.currentThread().interrupt();
    journal.record(event("late"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(names(journal)).containsExactly("late");
  }

  @Test
  void eventsAreHandedOnOnTheReadersThreadHoweverMany() throws Exception {
    var journal = journal();
    for (int i = 0; i < 1000; i++) {
      journal.record(event("many"));
    }
    var threads = new HashSet<Thread>();

    journal.read(JournalQuery.ALL, _ -> threads.add(Thread.currentThread()));

    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void aReadingThatThrowsOrHangsFailsItsReaderAlone() throws Exception {
    var journal = journal();
    journal.record(event("first"));

    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> journal.read(JournalQuery.ALL.system("throws"), _ -> {}))
        .withMessageContaining("plug-in org.odd: Journal.read");
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> journal.read(JournalQuery.ALL.system("hangs"), _ -> {}))
        .withMessageContaining("within PT2S");

    journal.record(event("second"));
    assertThat(names(journal)).containsExactly("first", "second");
    Files.createFile(folder.resolve("go"));
  }

  @Test
  void aReaderThatFailsEndsItsReadingAlone() throws Exception {
    var journal = journal();
    journal.record(event("first"));

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> journal.read(JournalQuery.ALL.following(), GuardedJournalTest::refuse));

    assertThat(names(journal)).containsExactly("first");
  }

  private static void refuse(JournalEvent event) {
    throw new IllegalArgumentException(event.event());
  }

  @Test
  void aPlugInThatGoesHasItsJournalClosedAndNobodyFailsForIt() throws Exception {
    var journal = journal();
    journal.record(event("first"));

    host.plugins.remove(PLUGIN);

    assertThat(folder.resolve("closed")).exists();
    journal.record(event("second"));
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> all(journal))
        .withMessageContaining("got it removed");
  }

  private static List<JournalEvent> all(Journal journal) throws Exception {
    var events = new ArrayList<JournalEvent>();
    journal.read(JournalQuery.ALL, events::add);
    return events;
  }

  private static List<String> names(Journal journal) throws Exception {
    return all(journal).stream().map(JournalEvent::event).toList();
  }

  private static JournalEvent event(String name) {
    return new JournalEvent(Instant.EPOCH, "test", name, Map.of());
  }
}
