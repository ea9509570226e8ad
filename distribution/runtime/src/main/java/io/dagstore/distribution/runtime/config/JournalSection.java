package io.dagstore.distribution.runtime.config;

import java.time.Duration;
import java.util.List;

/**
 * The node's journal.
 *
 * @param kind {@code file}, {@code memory} or the name of one that a plug-in brings
 * @param maxBytes what all files of it take at most, compressed ones as they are
 * @param maxAge how old an event becomes
 * @param rollBytes how large a file becomes before the next one is begun
 * @param rollAge how old a file becomes before the next one is begun
 * @param disabledEvents what is not taken down, as {@code system:event}
 */
public record JournalSection(
    String kind,
    long maxBytes,
    Duration maxAge,
    long rollBytes,
    Duration rollAge,
    List<String> disabledEvents) {
  static JournalSection of(Section in) {
    var journal =
        new JournalSection(
            in.text(
                "kind",
                "`file`, `memory` (lost with the process), or one that a plug-in brings.",
                Section.NAME,
                "file",
                Section::isName),
            in.size(
                "max_bytes",
                "What all files of the journal may take; the oldest goes first. At least four times `roll_bytes`.",
                1L << 30,
                1L << 18,
                1L << 50),
            in.duration(
                "max_age",
                "How old an event may become. At least `roll_age`.",
                Duration.ofDays(90),
                Duration.ofMinutes(1),
                Section.CENTURY),
            in.size(
                "roll_bytes",
                "How large a file may become before the next one begins.",
                64L << 20,
                1L << 16,
                1L << 48),
            in.duration(
                "roll_age",
                "How old a file may become before the next one begins.",
                Section.DAY,
                Duration.ofMinutes(1),
                Section.CENTURY),
            in.texts(
                "disabled_events",
                "Events that are not taken down, such as `dagstore:gc`.",
                "a list of system:event",
                event -> event.matches("[^:,\\s]{1,64}:[^:,\\s]{1,64}")));
    return fitting(in, journal);
  }

  private static JournalSection fitting(Section in, JournalSection journal) {
    in.expect(
        journal.maxBytes / 4 >= journal.rollBytes, "max_bytes", "at least four times roll_bytes");
    in.expect(journal.maxAge.compareTo(journal.rollAge) >= 0, "max_age", "at least roll_age");
    return journal;
  }
}
