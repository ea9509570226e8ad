package io.dagstore.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.mount.MountProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of mounts whichever way they are read. */
abstract sealed class MountBehaviour permits MountContract, SequentialMountContract {
  static final int SIZE = 200_000;
  static final long SEED = 3;

  /** A folder for what one test needs. */
  @TempDir public Path directory;

  /** The provider under test. */
  protected abstract MountProvider provider() throws IOException;

  /** Puts bytes where the provider can reach them, under this name, and returns their URI. */
  protected abstract URI put(String name, byte[] bytes) throws IOException;

  /** A URI of the right form with nothing behind it. */
  protected abstract URI absent() throws IOException;

  @Test
  void saysWhatIsThere() throws IOException {
    var there = provider().mount(put("data.car", bytes())).stat();

    assertThat(there.exists()).isTrue();
    assertThat(there.size()).isIn((long) SIZE, -1L);
    assertThat(provider().mount(absent()).stat().exists()).isFalse();
  }

  static byte[] bytes() {
    var bytes = new byte[SIZE];
    new Random(SEED).nextBytes(bytes);
    return bytes;
  }
}
