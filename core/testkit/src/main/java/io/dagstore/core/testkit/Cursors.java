package io.dagstore.core.testkit;

import io.dagstore.core.api.index.LongCursor;
import java.util.Arrays;
import java.util.Comparator;

/** Cursors over arrays. */
public final class Cursors {
  private Cursors() {}

  /** A cursor over these numbers as they stand. */
  public static LongCursor of(long... numbers) {
    return new LongCursor() {
      private int at = -1;

      @Override
      public boolean next() {
        return ++at < numbers.length;
      }

      @Override
      public long value() {
        return numbers[at];
      }

      @Override
      public long count() {
        return numbers.length;
      }
    };
  }

  /**
   * A cursor over these numbers, ascending as unsigned, each once: what an inverted index takes.
   */
  public static LongCursor sorted(long... numbers) {
    return of(
        Arrays.stream(numbers)
            .boxed()
            .distinct()
            .sorted(Comparator.comparing(Long::longValue, Long::compareUnsigned))
            .mapToLong(Long::longValue)
            .toArray());
  }
}
