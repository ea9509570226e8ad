package io.dagstore.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dagstore.core.api.mount.MountProvider;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link MountProvider} and its mounts must do that are read at random; the others are
 * held to {@link SequentialMountContract}.
 */
public abstract non-sealed class MountContract extends MountBehaviour {
  /** For subclasses. */
  protected MountContract() {}

  @Test
  void readsAnyRange() throws IOException {
    var bytes = bytes();
    var mount = provider().mount(put("data.car", bytes));

    assertThat(mount.sequential()).isFalse();
    try (var source = mount.open()) {
      assertThat(source.size()).isEqualTo(SIZE);
      var random = new Random(SEED);
      for (int i = 0; i < 100; i++) {
        int from = random.nextInt(SIZE);
        int length = random.nextInt(Math.min(10_000, SIZE - from) + 1);
        var read = new byte[length + 2];
        source.read(from, read, 1, length);
        assertThat(Arrays.copyOfRange(read, 1, length + 1))
            .isEqualTo(Arrays.copyOfRange(bytes, from, from + length));
      }
    }
  }

  @Test
  void readsNothingBehindTheEnd() throws IOException {
    var mount = provider().mount(put("data.car", bytes()));

    try (var source = mount.open()) {
      var some = new byte[10];
      assertThat(source.readUpTo(SIZE - 4, some, 0, 10)).isEqualTo(4);
      assertThat(source.readUpTo(SIZE, some, 0, 10)).isZero();
      assertThat(source.readUpTo(SIZE + 100L, some, 0, 10)).isZero();
      assertThatIOException().isThrownBy(() -> source.read(SIZE - 4, some, 0, 10));
    }
  }

  @Test
  void opensEmptyData() throws IOException {
    var mount = provider().mount(put("empty.car", new byte[0]));

    try (var source = mount.open()) {
      assertThat(source.size()).isZero();
    }
  }

  @Test
  void failsToOpenWhatIsNotThere() throws IOException {
    var mount = provider().mount(absent());

    assertThatIOException().isThrownBy(mount::open);
  }

  @Test
  void comesBackFromItsUri() throws IOException {
    var bytes = bytes();
    var uri = provider().mount(put("a name, with #% and ü.car", bytes)).uri();
    var again = provider().mount(URI.create(uri.toString()));

    assertThat(again.uri()).isEqualTo(uri);
    assertThat(uri.getScheme()).isEqualTo(provider().scheme());
    try (var source = again.open()) {
      assertThat(source.size()).isEqualTo(bytes.length);
    }
  }

  @Test
  void refusesTheUriOfAnother() throws IOException {
    var provider = provider();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider.mount(URI.create("some-other-scheme:x")));
  }

  @Test
  void servesManyReadersAtOnce() throws Exception {
    var bytes = bytes();
    var mount = provider().mount(put("data.car", bytes));

    try (var source = mount.open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var readers =
          IntStream.range(0, 32)
              .mapToObj(i ->
                  threads.submit(() -> {
                    var read = new byte[1000];
                    source.read(i * 1000L, read, 0, read.length);
                    return Arrays.equals(
                        read, Arrays.copyOfRange(bytes, i * 1000, i * 1000 + 1000));
                  }))
              .toList();
      for (var reader : readers) {
        assertThat(reader.get()).isTrue();
      }
    }
  }

  @Test
  void oneInterruptedReaderHarmsNoOther() throws Exception {
    var mount = provider().mount(put("data.car", bytes()));

    try (var source = mount.open()) {
      var interrupted =
          Thread.ofVirtual()
              .start(() -> {
                Thread.currentThread().interrupt();
                try {
                  source.read(0, new byte[10], 0, 10);
                } catch (IOException e) {
                  assertThat(e).isNotNull();
                }
              });
      interrupted.join();

      source.read(0, new byte[10], 0, 10);
    }
  }

  @Test
  void failsAfterTheClose() throws IOException {
    var source = provider().mount(put("data.car", bytes())).open();
    source.close();
    source.close();

    assertThatIOException().isThrownBy(() -> source.read(0, new byte[10], 0, 10));
  }
}
