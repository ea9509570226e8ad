package io.dagstore.distribution.runtime.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations and sizes as people write them: {@code 1m30s}, {@code 64MiB}. */
final class Amounts {
  private static final Pattern PART =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ns|us|ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,18}) ?(B|KiB|MiB|GiB|TiB)?");

  private Amounts() {}

  /** The duration, or empty where the text is none. */
  static Optional<Duration> duration(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    var nanos = BigDecimal.ZERO;
    var part = PART.matcher(text);
    int at = 0;
    while (part.find() && part.start() == at) {
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(nanosOf(part.group(2))));
      at = part.end();
    }
    boolean whole = at == text.length() && at > 0;
    return whole && nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
        ? Optional.of(Duration.ofNanos(nanos.longValue()))
        : Optional.empty();
  }

  private static BigDecimal nanosOf(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "ns" -> 1L;
          case "us" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default -> 86_400_000_000_000L;
        });
  }

  /** The duration in the fewest whole parts: {@code 1h30m}. */
  static String text(Duration duration) {
    var parts = new LinkedHashMap<String, Long>();
    parts.put("d", duration.toDaysPart());
    parts.put("h", (long) duration.toHoursPart());
    parts.put("m", (long) duration.toMinutesPart());
    parts.put("s", (long) duration.toSecondsPart());
    parts.put("ms", (long) duration.toMillisPart());
    parts.put("us", duration.toNanosPart() / 1_000L % 1_000);
    parts.put("ns", duration.toNanosPart() % 1_000L);
    return duration.isZero() ? "0s" : joined(parts);
  }

  private static String joined(Map<String, Long> parts) {
    var text = new StringBuilder();
    parts.forEach((unit, count) -> text.append(count == 0 ? "" : count + unit));
    return text.toString();
  }

  /** The number of bytes, or empty where the text is no size. */
  static Optional<Long> size(String text) {
    var match = SIZE.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(match.group(1));
    int shift = shift(match.group(2) == null ? "B" : match.group(2));
    return count <= Long.MAX_VALUE >> shift ? Optional.of(count << shift) : Optional.empty();
  }

  private static int shift(String unit) {
    return switch (unit) {
      case "B" -> 0;
      case "KiB" -> 10;
      case "MiB" -> 20;
      case "GiB" -> 30;
      default -> 40;
    };
  }

  /** The size in the largest unit that it is a whole number of. */
  static String text(long bytes) {
    for (var unit : new String[] {"TiB", "GiB", "MiB", "KiB"}) {
      long one = 1L << shift(unit);
      if (bytes != 0 && bytes % one == 0) {
        return bytes / one + unit;
      }
    }
    return bytes + "B";
  }
}
