package io.dagstore.distribution.runtime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One section while it is read. Each call declares a key and returns its value; what was written
 * and never asked for is unknown. For one thread.
 */
final class Section {
  static final int MANY = 1_000_000;
  static final Duration DAY = Duration.ofDays(1);
  static final Duration YEAR = Duration.ofDays(365);
  static final Duration CENTURY = Duration.ofDays(36_500);

  /** The range of names. */
  static final String NAME = "a name of small letters, digits and -";

  private final String name;
  private final Map<String, Written> inFile;
  private final Map<String, String> environment;
  private final List<Setting> report;
  private final Set<String> asked = new HashSet<>();

  Section(
      String name,
      Map<String, Written> inFile,
      Map<String, String> environment,
      List<Setting> report) {
    this.name = name;
    this.inFile = new HashMap<>(inFile);
    this.environment = environment;
    this.report = report;
  }

  /** A kind of value: how it is read, and how TOML writes it. */
  private record Kind<T>(
      Function<Written, Optional<T>> read, Predicate<T> allowed, Function<T, String> literal) {}

  /** A key: its name, what it does, what is allowed and what it is by default. */
  private record Key<T>(String name, String about, String range, T standard) {}

  static boolean isName(String text) {
    return text.matches("[a-z0-9-]{1,64}");
  }

  int integer(String key, String about, int standard, int least, int most) {
    var range = "a whole number from %d to %d".formatted(least, most);
    var kind =
        new Kind<Long>(Written::whole, count -> count >= least && count <= most, String::valueOf);
    return Math.toIntExact(take(new Key<>(key, about, range, (long) standard), kind));
  }

  long size(String key, String about, long standard, long least, long most) {
    var range = "a size from %s to %s".formatted(Amounts.text(least), Amounts.text(most));
    var kind =
        new Kind<Long>(
            written -> written.text().flatMap(Amounts::size).or(written::whole),
            size -> size >= least && size <= most,
            size -> Literals.text(Amounts.text(size)));
    return take(new Key<>(key, about, range, standard), kind);
  }

  Duration duration(String key, String about, Duration standard, Duration least, Duration most) {
    return duration(key, about, standard, least, most, "");
  }

  /** A duration that may also be 0, which switches off what it is for. */
  Duration durationOrOff(
      String key, String about, Duration standard, Duration least, Duration most) {
    return duration(key, about, standard, least, most, ", or 0s: never");
  }

  private Duration duration(
      String key, String about, Duration standard, Duration least, Duration most, String or) {
    var range = "a duration from %s to %s%s".formatted(Amounts.text(least), Amounts.text(most), or);
    var kind =
        new Kind<Duration>(
            written -> written.text().flatMap(Amounts::duration),
            time ->
                (time.compareTo(least) >= 0 && time.compareTo(most) <= 0)
                    || (time.isZero() && !or.isEmpty()),
            time -> Literals.text(Amounts.text(time)));
    return take(new Key<>(key, about, range, standard), kind);
  }

  String text(String key, String about, String range, String standard, Predicate<String> allowed) {
    return take(
        new Key<>(key, about, range, standard), new Kind<>(Written::text, allowed, Literals::text));
  }

  List<String> texts(String key, String about, String range, Predicate<String> allowed) {
    return take(
        new Key<>(key, about, range, List.of()),
        new Kind<>(
            Written::list, all -> all.stream().allMatch(allowed), all -> Literals.list(all)));
  }

  <E extends Enum<E>> E choice(String key, String about, E standard) {
    var all = standard.getDeclaringClass().getEnumConstants();
    var range = "one of " + Arrays.stream(all).map(Section::word).collect(Collectors.joining(", "));
    var kind =
        new Kind<E>(
            written ->
                written
                    .text()
                    .flatMap(
                        text -> Arrays.stream(all).filter(e -> word(e).equals(text)).findFirst()),
            _ -> true,
            e -> Literals.text(word(e)));
    return take(new Key<>(key, about, range, standard), kind);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private <T> T take(Key<T> key, Kind<T> kind) {
    asked.add(key.name());
    var written = written(key.name());
    var value = written.map(found -> read(found, key, kind)).orElse(key.standard());
    report.add(
        new Setting(
            name,
            key.name(),
            kind.literal().apply(value),
            kind.literal().apply(key.standard()),
            key.range(),
            key.about(),
            written.map(Written::origin).orElse(Setting.DEFAULT)));
    return value;
  }

  private <T> T read(Written written, Key<T> key, Kind<T> kind) {
    return kind.read()
        .apply(written)
        .filter(kind.allowed())
        .orElseThrow(() ->
            new ConfigException(
                written.origin(), "[" + name + "] " + key.name(), key.range(), written.shown()));
  }

  private Optional<Written> written(String key) {
    var variable = Setting.variable(name, key);
    var value = environment.get(variable);
    return value == null
        ? Optional.ofNullable(inFile.get(key))
        : Optional.of(new Written.InVariable(variable, value));
  }

  /** Refuses a key whose value does not fit the others. */
  void expect(boolean fits, String key, String expected) {
    if (!fits) {
      var setting = new ConfigReport(report).setting(name, key);
      throw new ConfigException(
          setting.origin(), "[" + name + "] " + key, expected, setting.value());
    }
  }

  /** Refuses what was written and never asked for. */
  void end() {
    var unknown = new ArrayList<>(inFile.keySet());
    unknown.removeAll(asked);
    for (var key : unknown.stream().sorted().toList()) {
      throw new ConfigException(
          Optional.ofNullable(inFile.get(key)).map(Written::origin).orElse(name),
          "[" + name + "] " + key,
          "a key of this section; the nearest is " + Nearest.of(key, asked),
          "an unknown one");
    }
  }
}
