package io.dagstore.core.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which inverted index counts, and which is being made beside it; with that, which shards changed
 * since the latter was flushed. Each method is one look at the records or one change of them.
 */
final class IndexPlaces {
  private static final String WHOLE = "inverted";
  private static final String HALF = "inverted-half";

  private final Map<String, String> facts;
  private final Map<Long, Long> unmoved;
  private final Marks marks;

  IndexPlaces(Map<String, String> facts, Map<Long, Long> unmoved, long counted) {
    this.facts = facts;
    this.unmoved = unmoved;
    this.marks = new Marks(unmoved, counted);
  }

  /** The one that counts. */
  IndexPlace whole() {
    return at(WHOLE).orElse(IndexPlace.FIRST);
  }

  /** The one that is being made. */
  Optional<IndexPlace> half() {
    return at(HALF);
  }

  private Optional<IndexPlace> at(String fact) {
    return Optional.ofNullable(facts.get(fact)).map(IndexPlace::parse);
  }

  /** A place that is in no use. */
  IndexPlace free(String engine) {
    return Stream.concat(Stream.of(whole()), half().stream())
        .max((a, b) -> Integer.compare(a.number(), b.number()))
        .orElseThrow()
        .next(engine);
  }

  /** From here on changes are marked for the one that is being made there. */
  void begin(IndexPlace place) {
    unmoved.clear();
    facts.put(HALF, place.text());
  }

  /** From here on this one counts, and none is being made. */
  void settle(IndexPlace place) {
    unmoved.clear();
    facts.remove(HALF);
    facts.put(WHOLE, place.text());
  }

  /** The engine of the one that counts has a name. */
  void name(String engine) {
    facts.put(WHOLE, whole().by(engine).text());
  }

  /** The one that counts has taken in this shard or let it go. */
  void changed(int number) {
    if (facts.containsKey(HALF)) {
      marks.put(number);
    }
  }

  long changes() {
    return marks.changes();
  }

  /** Shards that the one that is being made does not hold as they are. */
  List<Marks.Mark> marks() {
    return marks.all();
  }

  /** It was flushed after it had taken in what is marked so. */
  void drop(List<Marks.Mark> flushed) {
    marks.drop(flushed);
  }
}
