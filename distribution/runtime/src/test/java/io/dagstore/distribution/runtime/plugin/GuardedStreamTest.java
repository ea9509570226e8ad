package io.dagstore.distribution.runtime.plugin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stranger's sequential mount does wrong, and what its callers see of it. */
@Timeout(60)
final class GuardedStreamTest {
  private static final Plugin PLUGIN = Host.mounts("org.odd", OddMounts.class);

  @TempDir private Path folder;
  private Host host;

  @BeforeEach
  void start() throws IOException {
    host = new Host(folder, Host.HASTY);
    host.plugins.add(PLUGIN);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void oneThatBehavesIsReadThrough() throws IOException {
    assertThat(mount("good").sequential()).isFalse();
    assertThat(mount("stream-good").sequential()).isTrue();
    try (var stream = stream("stream-good", 4)) {
      assertThat(stream.position()).isEqualTo(4);
      assertThat(stream.size()).isEqualTo(10);
      assertThat(stream.version()).isEqualTo("v");
      assertThat(stream.bytes().read()).isEqualTo('4');
      assertThat(new String(stream.bytes().readAllBytes(), US_ASCII)).isEqualTo("56789");
      assertThat(stream.bytes().read()).isNegative();
    }
    try (var stream = stream("stream-negative", 0)) {
      assertThat(stream.bytes().readAllBytes()).hasSize(10);
    }
    assertThat(host.told("fault")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sequential-throws, MountProvider.mount, IllegalStateException: sequential",
    "stream-throws, Mount.stream, IllegalStateException: stream",
    "stream-hangs, Mount.stream, within PT2S",
    "stream-null, Mount.stream, NullPointerException",
    "stream-read-throws, MountStream.read, IllegalStateException: read",
    "stream-read-hangs, MountStream.read, within PT2S",
    "stream-none, MountStream.read, 'expected 1 to 5 bytes, got 0'",
    "stream-many, MountStream.read, 'expected 1 to 5 bytes, got 6'",
    "stream-close-throws, MountStream.close, IllegalStateException: close"
  })
  void eachFaultNamesThePlugInAndTheCallAndIsInTheJournal(String how, String call, String what) {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> use(how))
        .withMessageContaining("plug-in org.odd: " + call)
        .withMessageContaining(what);
    assertThat(host.told("fault"))
        .singleElement()
        .satisfies(data -> assertThat(data).containsEntry("call", call));
  }

  @Test
  void whatTheInterfaceAllowsPassesAsItIs() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> stream("stream-absent", 0))
        .withMessage("gone");
    assertThat(host.told("fault")).isEmpty();
  }

  @Test
  void aStreamThatIsLeftOpenIsClosedAndCountedWhenItsPlugInGoes() throws IOException {
    var left = stream("stream-good", 0);
    stream("stream-good", 0).close();

    host.plugins.remove(PLUGIN);

    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> left.bytes().read())
        .withMessageContaining("removed");
    assertThat(host.told("left open")).hasSize(1);
    left.close();
  }

  private void use(String how) throws IOException {
    try (var stream = stream(how, 0)) {
      var some = new byte[5];
      assertThat(stream.bytes().read(some, 0, 5)).isPositive();
    }
  }

  private MountStream stream(String how, long from) throws IOException {
    return mount(how).stream(from);
  }

  private Mount mount(String how) {
    return host.registries.mounts().mount(URI.create("odd:" + how));
  }
}
