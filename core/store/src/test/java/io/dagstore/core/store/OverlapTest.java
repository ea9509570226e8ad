package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class OverlapTest {
  private long underWay;
  private long most;

  /** Runs pieces that are as many bytes as they say; returns what was taken. */
  private List<Long> run(List<Long> pieces) throws Exception {
    var taken = new ArrayList<Long>();
    new Overlap(Runnable::run)
        .run(
            pieces,
            Long::longValue,
            piece -> {
              underWay += piece;
              most = Math.max(most, underWay);
              return piece;
            },
            (piece, answer) -> {
              underWay -= answer;
              taken.add(piece);
            });
    assertThat(underWay).isZero();
    return taken;
  }

  @Test
  void piecesComeInOrderAndOnlySoManyAreUnderWay() throws Exception {
    var ones = Collections.nCopies(100, 1L);

    assertThat(run(ones)).isEqualTo(ones);

    assertThat(most).isEqualTo(Overlap.AT_ONCE);
  }

  @Test
  void piecesThatAreLargeTogetherWaitForEachOther() throws Exception {
    var sizes = LongStream.rangeClosed(1, 20).mapToObj(i -> i << 19).toList();

    assertThat(run(sizes)).isEqualTo(sizes);

    assertThat(most).isBetween(Overlap.BYTES_AT_ONCE / 2, Overlap.BYTES_AT_ONCE);
  }

  @Test
  void aPieceLargerThanAllThatMayBeUnderWayGoesAlone() throws Exception {
    long large = 2 * Overlap.BYTES_AT_ONCE;

    assertThat(run(List.of(1L, large, 1L, large))).hasSize(4);

    assertThat(most).isEqualTo(large);
  }
}
