package io.dagstore.journal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes a journal is killed, or finds no room to write. */
@Timeout(120)
final class KilledJournalTest {
  @TempDir private Path directory;

  private Process start(String shell, long first, long last) throws IOException {
    var java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto",
            "-cp '" + classPath() + "'",
            JournalVictim.class.getName(),
            directory.toString(),
            first + " " + last);
    return new ProcessBuilder("sh", "-c", shell + "exec " + String.join(" ", java))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Everything this test sees, whether it runs on the module path or not. */
  private static String classPath() {
    var own = Path.of("target", "test-classes").toAbsolutePath().toString();
    return Stream.of(
            own,
            System.getProperty("java.class.path", ""),
            System.getProperty("jdk.module.path", ""))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private List<JournalEvent> events() throws Exception {
    var events = new ArrayList<JournalEvent>();
    FileJournal.read(directory, JournalQuery.ALL, events::add);
    return events;
  }

  private List<Long> numbers() throws Exception {
    return events().stream()
        .filter(event -> event.system().equals("test"))
        .map(event -> (Long) event.data().get("number"))
        .toList();
  }

  @Test
  void whatWasWrittenForSureIsThereAfterEachKillAndNothingTwice() throws Exception {
    long first = 0;
    for (int round = 1; round <= 3; round++) {
      var victim = start("", first, Long.MAX_VALUE);
      long said = -1;
      try (BufferedReader out = victim.inputReader()) {
        for (int line = 0; line < round * 9; line++) {
          said = Long.parseLong(String.valueOf(out.readLine()).substring(2));
        }
        victim.toHandle().destroyForcibly();
      }
      victim.waitFor();
      FileJournal.open(directory, JournalVictim.CONFIG, InstantSource.system()).close();

      var numbers = numbers();
      assertThat(numbers).doesNotHaveDuplicates().isSorted();
      assertThat(numbers.stream().filter(between(first, said))).hasSize((int) (said - first + 1));
      assertThat(events()).extracting(JournalEvent::event).doesNotContain("unreadable");
      first = numbers.getLast() + 1;
    }
    assertThat(left(".ndjson")).hasSize(1);
    assertThat(left(".tmp")).isEmpty();
  }

  private List<Path> left(String ending) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  private static Predicate<Long> between(long first, long last) {
    return number -> first <= number && number <= last;
  }

  @Test
  void whatFindsNoRoomIsCountedAndTheProcessGoesOn() throws Exception {
    // A limit on the size of files, in units of 512 bytes, is what a full disk is to a process.
    var victim = start("ulimit -f 100; ", 0, 151);

    var said = new String(victim.getInputStream().readAllBytes(), UTF_8).lines().toList();

    assertThat(victim.waitFor()).isZero();
    var kept = numbers();
    assertThat(kept).isNotEmpty().hasSizeLessThan(60);
    assertThat(said).contains("+ 150").last().isEqualTo("lost " + (151 - kept.size()));
    assertThat(events()).extracting(JournalEvent::event).doesNotContain("unreadable");
  }
}
