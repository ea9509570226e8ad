package io.dagstore.journal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.journal.Journal;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import io.dagstore.core.testkit.FakeTime;
import io.dagstore.core.testkit.JournalContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FileJournalTest extends JournalContract {
  private static final Duration DAY = Duration.ofDays(1);
  private static final FileJournalConfig SMALL =
      FileJournalConfig.DEFAULT.withRoll(1 << 16, DAY).withBudget(1 << 20, DAY.multipliedBy(3));

  private final FakeTime time = new FakeTime();
  private final List<FileJournal> open = new ArrayList<>();

  @Override
  protected Journal journal() throws IOException {
    return open(SMALL);
  }

  @AfterEach
  void close() {
    open.forEach(FileJournal::close);
  }

  private FileJournal open(FileJournalConfig config) throws IOException {
    var journal = FileJournal.open(folder(), config, time);
    open.add(journal);
    return journal;
  }

  private Path folder() {
    return directory.resolve("journal");
  }

  private Path current() {
    return folder().resolve("dagstore-journal.ndjson");
  }

  private static List<JournalEvent> read(FileJournal journal, JournalQuery query) throws Exception {
    var events = new ArrayList<JournalEvent>();
    journal.read(query, events::add);
    return events;
  }

  private List<JournalEvent> files() throws Exception {
    var events = new ArrayList<JournalEvent>();
    FileJournal.read(folder(), JournalQuery.ALL, events::add);
    return events;
  }

  private JournalEvent event(long number) {
    Map<String, Object> data = Map.of("number", number, "text", "x".repeat(1000));
    return new JournalEvent(time.instant(), "test", "counted", data);
  }

  private static List<Long> numbers(List<JournalEvent> events) {
    return events.stream().map(event -> (Long) event.data().get("number")).toList();
  }

  private List<String> names() throws Exception {
    try (var files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aLineIsWhatLotusWrites() throws Exception {
    var journal = open(SMALL);
    time.advance(Duration.ofNanos(1_500));

    journal.record(new JournalEvent(time.instant(), "dagstore", "gc", Map.of("key", "a\nb")));
    journal.close();

    assertThat(current())
        .hasContent(
            """
            {"System":"dagstore","Event":"gc","Timestamp":"2026-01-01T00:00:00.000001500Z","Data":{"key":"a\\nb"}}
            """);
  }

  @Test
  void whatNoJsonCanHoldIsMendedOrCut() throws Exception {
    var journal = open(SMALL);
    Map<String, Object> data =
        Map.of("half", "a\ud83d", "long", "x".repeat(100_000), "other", Duration.ofMinutes(1));

    journal.record(new JournalEvent(time.instant(), "test", "odd", data));

    assertThat(read(journal).getFirst().data())
        .containsEntry("half", "a\ufffd")
        .containsEntry("long", "x".repeat(1 << 15) + "…")
        .containsEntry("other", "PT1M");
  }

  @Test
  void isRolledBySizeCompressedAndReadAsOne() throws Exception {
    var journal = open(SMALL);

    for (long i = 0; i < 200; i++) {
      journal.record(event(i));
    }
    journal.close();

    assertThat(names())
        .containsExactly(
            "dagstore-journal-000001-2026-01-01T000000Z.ndjson.gz",
            "dagstore-journal-000002-2026-01-01T000000Z.ndjson.gz",
            "dagstore-journal-000003-2026-01-01T000000Z.ndjson.gz",
            "dagstore-journal.ndjson");
    assertThat(numbers(files())).containsExactlyElementsOf(count(0, 200));
  }

  private static List<Long> count(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  @Test
  void isRolledByAgeAlsoAfterItWasReopened() throws Exception {
    open(SMALL).record(event(0));
    open.getFirst().close();
    time.advance(DAY);
    var journal = open(SMALL);

    journal.record(event(1));
    journal.record(event(2));
    journal.close();

    assertThat(names()).hasSize(2).contains("dagstore-journal-000001-2026-01-02T000000Z.ndjson.gz");
    assertThat(numbers(files())).containsExactly(0L, 1L, 2L);
  }

  @Test
  void keepsToItsBytesAndDropsTheOldest() throws Exception {
    var journal = open(SMALL.withBudget(1 << 18, DAY));
    var random = new Random(3);

    for (long i = 0; i < 2000; i++) {
      var bytes = new byte[600];
      random.nextBytes(bytes);
      Map<String, Object> data = Map.of("number", i, "hex", HexFormat.of().formatHex(bytes));
      journal.record(new JournalEvent(time.instant(), "test", "counted", data));
    }
    journal.close();

    try (var files = Files.list(folder())) {
      assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(1 << 18);
    }
    var kept = numbers(files());
    assertThat(kept)
        .hasSizeBetween(100, 1000)
        .containsExactlyElementsOf(count(2000 - kept.size(), 2000));
  }

  @Test
  void dropsWhatIsTooOld() throws Exception {
    var journal = open(SMALL);
    for (long i = 0; i < 6; i++) {
      journal.record(event(i));
      read(journal);
      time.advance(DAY);
    }
    journal.close();
    open(SMALL).close();

    assertThat(numbers(files())).containsExactly(2L, 3L, 4L, 5L);
  }

  @Test
  void disabledEventsAreNotTakenDown() throws Exception {
    var journal = open(SMALL.withDisabled(List.of("test:counted")));

    journal.record(event(1));
    journal.record(new JournalEvent(time.instant(), "test", "other", Map.of()));

    assertThat(read(journal)).extracting(JournalEvent::event).containsExactly("other");
  }

  @Test
  void badConfigurationIsRefusedWithWhatIsExpected() {
    assertThatThrownBy(() -> SMALL.withDisabled(List.of("a:b", "nonsense")))
        .hasMessage("journal disabled event: expected system:event, got 'nonsense'");
    assertThatThrownBy(() -> SMALL.withDisabled(List.of(""))).hasMessageContaining("system:event");
    assertThatThrownBy(() -> SMALL.withRoll(10, DAY)).hasMessageContaining("65536 or more, got 10");
    assertThatThrownBy(() -> SMALL.withRoll(1 << 16, Duration.ZERO))
        .hasMessageContaining("1 minute or more, got PT0S");
    assertThatThrownBy(() -> SMALL.withBudget(1 << 17, DAY)).hasMessageContaining("4 times");
    assertThatThrownBy(() -> SMALL.withBudget(1 << 20, Duration.ofHours(1)))
        .hasMessageContaining("the roll age");
  }

  @Test
  void closingTwiceAndRecordingAfterwardsAreHarmless() throws Exception {
    var journal = open(SMALL);
    journal.record(event(1));

    journal.close();
    journal.record(event(2));
    journal.close();

    assertThat(numbers(files())).containsExactly(1L);
    assertThat(numbers(read(journal))).containsExactly(1L);
    assertThat(journal.lost()).isZero();
  }

  @Test
  void aTornLastLineIsCutOffAndTold() throws Exception {
    open(SMALL).record(event(1));
    open.getFirst().close();
    Files.write(current(), "{\"System\":\"te".getBytes(UTF_8), StandardOpenOption.APPEND);
    assertThat(numbers(files())).containsExactly(1L);

    var journal = open(SMALL);
    journal.record(event(2));

    assertThat(read(journal))
        .extracting(e -> e.system() + ":" + e.event())
        .containsExactly("test:counted", "journal:repaired", "test:counted");
    assertThat(read(journal).get(1).data()).containsEntry("bytes", 13L);
  }

  @Test
  void whatCannotBeReadIsToldInItsPlace() throws Exception {
    var journal = open(SMALL);
    for (long i = 0; i < 100; i++) {
      journal.record(event(i));
    }
    journal.close();
    var rolled = folder().resolve("dagstore-journal-000001-2026-01-01T000000Z.ndjson.gz");
    Files.write(rolled, Files.readAllBytes(rolled).length > 9 ? new byte[9] : new byte[0]);
    Files.writeString(current(), "nonsense\n{\"a\":1}\n", StandardOpenOption.APPEND);

    var events = files();

    assertThat(events).extracting(JournalEvent::event).contains("counted");
    assertThat(events.stream().filter(event -> event.event().equals("unreadable")))
        .hasSize(3)
        .first()
        .satisfies(event -> assertThat(event.data()).containsEntry("file", rolled.toString()));
  }

  @Test
  void twoJournalsDoNotShareAFolder() throws Exception {
    open(SMALL);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> open(SMALL))
        .withMessageContaining("expected it free");
  }

  @Test
  void givesOutWhatIsAskedForOnly() throws Exception {
    var journal = open(SMALL);
    for (long i = 0; i < 200; i++) {
      journal.record(event(i));
      time.advance(Duration.ofSeconds(1));
    }
    journal.record(new JournalEvent(time.instant(), "other", "counted", Map.of("number", 200L)));

    var query = JournalQuery.ALL.since(time.instant().minusSeconds(150));

    assertThat(numbers(read(journal, query))).containsExactlyElementsOf(count(50, 201));
    assertThat(numbers(read(journal, query.system("other")))).containsExactly(200L);
  }

  @Test
  void followersSeeEachEventOnceAcrossTheFilesUntilTheClose() throws Exception {
    var journal = open(SMALL);
    journal.record(event(0));
    var inside = new LinkedBlockingQueue<JournalEvent>();
    var outside = new LinkedBlockingQueue<JournalEvent>();
    var query = JournalQuery.ALL.following();
    var follower = Thread.ofVirtual().start(() -> follow(() -> journal.read(query, inside::add)));
    var stranger =
        Thread.ofVirtual()
            .start(() -> follow(() -> FileJournal.read(folder(), query, outside::add)));

    for (long i = 1; i < 500; i++) {
      journal.record(event(i));
    }

    for (long i = 0; i < 500; i++) {
      assertThat(inside.take().data()).containsEntry("number", i);
      assertThat(outside.take().data()).containsEntry("number", i);
    }
    stranger.interrupt();
    stranger.join();
    journal.close();
    follower.join();
    assertThat(inside).isEmpty();
  }

  private interface Following {
    void run() throws IOException, InterruptedException;
  }

  private static void follow(Following following) {
    try {
      following.run();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      // How a follower ends.
    }
  }

  @Test
  void aFolderThatIsNotThereHoldsNoEvent() throws Exception {
    assertThat(files()).isEmpty();
  }
}
