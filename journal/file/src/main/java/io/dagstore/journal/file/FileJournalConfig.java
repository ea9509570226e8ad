package io.dagstore.journal.file;

import io.dagstore.core.api.journal.JournalEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * How a {@link FileJournal} keeps its files.
 *
 * @param rollBytes size at which the current file is set aside and a new one begun; 64 KiB or more
 * @param rollAge age at which that happens; a minute or more
 * @param maxBytes what all files together may take, the current one included; four times {@code
 *     rollBytes} or more
 * @param maxAge how long a file that was set aside is kept; {@code rollAge} or more
 * @param disabled events that are not taken down, each {@code system:event}
 */
public record FileJournalConfig(
    long rollBytes, Duration rollAge, long maxBytes, Duration maxAge, Set<String> disabled) {
  private static final Pattern NAME = Pattern.compile("[^:,\\s]+:[^:,\\s]+");
  private static final long MIN_ROLL = 1 << 16;

  /** A new file each 64 MiB or day, at most 1 GiB and 90 days, every event. */
  public static final FileJournalConfig DEFAULT =
      new FileJournalConfig(64L << 20, Duration.ofDays(1), 1L << 30, Duration.ofDays(90), Set.of());

  /**
   * Checks everything.
   *
   * @throws IllegalArgumentException if a value is out of its range or a name no {@code
   *     system:event}
   */
  public FileJournalConfig {
    check(rollBytes >= MIN_ROLL, "roll bytes", MIN_ROLL + " or more", rollBytes);
    check(rollAge.compareTo(Duration.ofMinutes(1)) >= 0, "roll age", "1 minute or more", rollAge);
    check(
        maxBytes / 4 >= rollBytes,
        "max bytes",
        "4 times the roll bytes, " + rollBytes + ", or more",
        maxBytes);
    check(
        maxAge.compareTo(rollAge) >= 0,
        "max age",
        "the roll age, " + rollAge + ", or more",
        maxAge);
    for (var name : disabled) {
      check(NAME.matcher(name).matches(), "disabled event", "system:event", "'" + name + "'");
    }
    disabled = Set.copyOf(disabled);
  }

  /** The same with these events, each {@code system:event}, not taken down. */
  public FileJournalConfig withDisabled(Collection<String> names) {
    return new FileJournalConfig(rollBytes, rollAge, maxBytes, maxAge, new TreeSet<>(names));
  }

  /** The same, begun anew at this size or age. */
  public FileJournalConfig withRoll(long bytes, Duration age) {
    return new FileJournalConfig(bytes, age, maxBytes, maxAge, disabled);
  }

  /** The same, kept within these bytes and for this long. */
  public FileJournalConfig withBudget(long bytes, Duration age) {
    return new FileJournalConfig(rollBytes, rollAge, bytes, age, disabled);
  }

  boolean takes(JournalEvent event) {
    return disabled.isEmpty() || !disabled.contains(event.system() + ":" + event.event());
  }

  private static void check(boolean good, String what, String expected, Object got) {
    if (!good) {
      throw new IllegalArgumentException(
          "journal " + what + ": expected " + expected + ", got " + got);
    }
  }
}
