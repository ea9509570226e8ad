package io.dagstore.distribution.runtime.plugin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.io.InterruptedIOException;
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

/** What a stranger's mount does wrong, and what its callers see of it. */
@Timeout(60)
final class GuardTest {
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
    try (var source = open("good")) {
      var bytes = new byte[12];
      assertThat(source.size()).isEqualTo(10);
      assertThat(source.readUpTo(4, bytes, 1, 11)).isEqualTo(6);
      assertThat(new String(bytes, 1, 6, US_ASCII)).isEqualTo("456789");
      assertThat(source.readUpTo(10, bytes, 0, 5)).isZero();
      assertThat(source.readUpTo(99, bytes, 0, 5)).isZero();
    }
    assertThat(stat("sealed")).isEqualTo(new MountStat(true, 10, false));
    assertThat(host.told("fault")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "mount-throws, MountProvider.mount, IllegalStateException: mount",
    "mount-null, MountProvider.mount, NullPointerException",
    "stat-throws, Mount.stat, IllegalStateException: stat",
    "stat-null, Mount.stat, NullPointerException",
    "open-throws, Mount.open, IllegalStateException: open",
    "open-odd, Mount.open, OddException",
    "open-linkage, Mount.open, NoClassDefFoundError",
    "open-overflow, Mount.open, StackOverflowError",
    "open-assertion, Mount.open, AssertionError",
    "open-hangs, Mount.open, within PT2S",
    "open-null, Mount.open, NullPointerException",
    "negative-size, Source.size, got -1",
    "read-throws, Source.readUpTo, IllegalStateException: read",
    "read-hangs, Source.readUpTo, within PT2S",
    "short, Source.readUpTo, 'expected 5 bytes at 0 of short, got 4'",
    "many, Source.readUpTo, 'expected 5 bytes at 0 of many, got 6'",
    "negative, Source.readUpTo, 'expected 5 bytes at 0 of negative, got -1'",
    "close-throws, Source.close, IllegalStateException: close"
  })
  void eachFaultNamesThePlugInAndTheCallAndIsInTheJournal(String how, String call, String what) {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> use(how))
        .withMessageContaining("plug-in org.odd: " + call)
        .withMessageContaining(what)
        .satisfies(e -> assertThat(e.bundle()).isEqualTo("org.odd"))
        .satisfies(e -> assertThat(e.call()).isEqualTo(call))
        .withNoCause();
    assertThat(host.told("fault"))
        .singleElement()
        .satisfies(data -> {
          assertThat(data).containsEntry("bundle", "org.odd").containsEntry("version", "1.2.3");
          assertThat(data).containsEntry("call", call);
          assertThat((String) data.get("error")).contains(what);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "throws, IllegalStateException: find",
    "null, NullPointerException",
    "elsewhere, 'expected a odd URI, got another'"
  })
  void aSearchForAShardThatGoesWrongNamesThePlugIn(String key, String what) {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> host.registries.mounts().find(ShardKey.of(key)))
        .withMessageContaining("plug-in org.odd: MountProvider.find")
        .withMessageContaining(what);
    assertThat(host.told("fault")).hasSize(1);
  }

  @Test
  void aSearchForAShardPassesAsItIs() throws IOException {
    var mounts = host.registries.mounts();

    assertThat(mounts.find(ShardKey.of("known"))).contains(URI.create("odd:good"));
    assertThat(mounts.find(ShardKey.of("other"))).isEmpty();
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> mounts.find(ShardKey.of("lost")));
    assertThat(host.told("fault")).isEmpty();
  }

  @Test
  void whatTheInterfaceAllowsPassesAsItIs() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> open("open-absent"))
        .withMessage("gone");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> host.registries.mounts().mount(URI.create("odd:refused")))
        .withMessage("not mine");
    assertThat(host.told("fault")).isEmpty();
  }

  @Test
  void aCallerWhoIsInterruptedWaitsNoLonger() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> open("open-hangs")).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(host.told("fault")).isEmpty();
  }

  @Test
  void aFaultThatRepeatsItselfDoesNotFillTheJournal() throws IOException {
    try (var source = open("short")) {
      for (int i = 0; i < 100; i++) {
        assertThatThrownBy(() -> source.readUpTo(0, new byte[5], 0, 5))
            .isInstanceOf(PluginException.class);
      }
    }

    assertThat(host.told("fault")).hasSize(1);
  }

  @Test
  void aSourceThatIsLeftOpenIsClosedAndCountedWhenItsPlugInGoes() throws IOException {
    var left = open("good");
    open("good").close();

    host.plugins.remove(PLUGIN);

    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> left.readUpTo(0, new byte[5], 0, 5))
        .withMessageContaining("org.odd")
        .withMessageContaining("removed");
    assertThat(host.told("left open"))
        .singleElement()
        .satisfies(data -> assertThat(data).containsEntry("error", "1 sources, closed now"));
    left.close();
  }

  @Test
  void aMountThatOutlivesItsPlugInSaysSo() {
    var mount = host.registries.mounts().mount(URI.create("odd:good"));

    host.plugins.remove(PLUGIN);

    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(mount::open)
        .withMessageContaining("removed");
  }

  private void use(String how) throws IOException {
    stat(how);
    try (var source = open(how)) {
      source.readUpTo(0, new byte[5], 0, 5);
    }
  }

  private MountStat stat(String how) throws IOException {
    return host.registries.mounts().mount(URI.create("odd:" + how)).stat();
  }

  private Source open(String how) throws IOException {
    return host.registries.mounts().mount(URI.create("odd:" + how)).open();
  }
}
