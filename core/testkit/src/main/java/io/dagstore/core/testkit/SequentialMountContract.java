package io.dagstore.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What mounts must do whose bytes come in one pass only. */
public abstract non-sealed class SequentialMountContract extends MountBehaviour {
  /** For subclasses. */
  protected SequentialMountContract() {}

  @Test
  void saysThatItIsSequentialAndOpensNothing() throws IOException {
    var mount = provider().mount(put("data.car", bytes()));

    assertThat(mount.sequential()).isTrue();
    assertThat(provider().mount(absent()).sequential()).isTrue();
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(mount::open);
  }

  @Test
  void givesAllBytesFromTheStart() throws IOException {
    var bytes = bytes();
    var mount = provider().mount(put("data.car", bytes));

    try (var stream = mount.stream(0)) {
      assertThat(stream.position()).isZero();
      assertThat(stream.size()).isIn((long) SIZE, -1L);
      assertThat(stream.bytes().readAllBytes()).isEqualTo(bytes);
      assertThat(stream.bytes().read()).isNegative();
    }
  }

  @Test
  void goesOnWhereItIsAskedToOrBeginsAgain() throws IOException {
    var bytes = bytes();
    var mount = provider().mount(put("data.car", bytes));

    for (int from : new int[] {1, SIZE / 2, SIZE - 1, SIZE}) {
      try (var stream = mount.stream(from)) {
        assertThat(stream.position()).isIn((long) from, 0L);
        assertThat(stream.bytes().readAllBytes())
            .isEqualTo(Arrays.copyOfRange(bytes, (int) stream.position(), SIZE));
      }
    }
  }

  @Test
  void tellsADigestOnlyOfWhatIsThere() throws IOException {
    var bytes = bytes();
    var mount = provider().mount(put("data.car", bytes));

    try (var stream = mount.stream(0)) {
      stream
          .digest()
          .filter(digest -> digest.code() == Multicodec.SHA2_256)
          .ifPresent(
              digest -> assertThat(digest).isEqualTo(Multihash.sum(Multicodec.SHA2_256, bytes)));
    }
  }

  @Test
  void aVersionIsThatOfTheSameBytes() throws IOException {
    var mount = provider().mount(put("data.car", bytes()));
    var before = version(mount);
    assertThat(version(mount)).isEqualTo(before);

    put("data.car", new byte[SIZE]);
    var after = version(mount);
    if (!before.isEmpty()) {
      assertThat(after).isNotEqualTo(before);
    }
  }

  private static String version(Mount mount) throws IOException {
    try (var stream = mount.stream(0)) {
      return stream.version();
    }
  }

  @Test
  void givesTheBytesOfAnEmptyFile() throws IOException {
    try (var stream = provider().mount(put("empty.car", new byte[0])).stream(0)) {
      assertThat(stream.bytes().readAllBytes()).isEmpty();
    }
  }

  @Test
  void failsToStreamWhatIsNotThere() throws IOException {
    var mount = provider().mount(absent());

    assertThatIOException().isThrownBy(() -> mount.stream(0));
  }

  @Test
  void givesManyPassesAtOnce() throws Exception {
    var bytes = bytes();
    var mount = provider().mount(put("data.car", bytes));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var passes =
          IntStream.range(0, 8)
              .mapToObj(_ ->
                  threads.submit(() -> {
                    try (var stream = mount.stream(0)) {
                      return stream.bytes().readAllBytes();
                    }
                  }))
              .toList();
      for (var pass : passes) {
        assertThat(pass.get()).isEqualTo(bytes);
      }
    }
  }
}
