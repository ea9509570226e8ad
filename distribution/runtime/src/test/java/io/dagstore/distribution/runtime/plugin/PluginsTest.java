package io.dagstore.distribution.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import io.dagstore.distribution.rpc.PluginInfo;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class PluginsTest {
  private static final StoreEvent EVENT = new StoreEvent.Destroyed(ShardKey.of("k"));

  @TempDir private Path folder;

  @Test
  void aPlugInIsListedWithWhatItBringsUntilItGoes() throws IOException {
    try (var host = new Host(folder, Map.of())) {
      var plugin = Host.mounts("org.odd", OddMounts.class);
      host.plugins.add(plugin);
      host.plugins.add(plugin);

      assertThat(host.plugins.list())
          .containsExactly(
              new PluginInfo(
                  "org.odd",
                  "1.2.3",
                  "active",
                  Optional.of("org.odd.jar"),
                  List.of("mount odd"),
                  Optional.empty()));
      assertThat(host.registries.mounts().schemes()).containsExactly("odd");

      host.plugins.remove(plugin);
      host.plugins.remove(plugin);

      assertThat(host.plugins.list()).isEmpty();
      assertThat(host.registries.mounts().schemes()).isEmpty();
      assertThat(host.told("added")).hasSize(1);
      assertThat(host.told("removed")).hasSize(1);
    }
  }

  @Test
  void oneWhoseSchemeIsTakenWaitsAndStartsWhenItIsFree() throws IOException {
    try (var host = new Host(folder, Map.of())) {
      var first = Host.mounts("a", OddMounts.class);
      var second = Host.mounts("b", OddMounts.class);
      host.plugins.add(first);
      host.plugins.add(second);
      assertThat(host.plugins.list())
          .extracting(PluginInfo::state)
          .containsExactly("active", "waiting");
      assertThat(host.plugins.list().getLast().problem().orElseThrow()).contains("mount odd");

      host.plugins.remove(first);

      assertThat(host.plugins.list())
          .singleElement()
          .satisfies(info -> assertThat(info.bundle() + info.state()).isEqualTo("bactive"));
      assertThat(host.registries.mounts().schemes()).containsExactly("odd");
    }
  }

  @Test
  void whereOneOfItsClassesCannotBeMadeNothingOfItIsAtHand() throws IOException {
    try (var host = new Host(folder, Map.of())) {
      host.plugins.add(
          new Plugin(
              "org.bad",
              "1",
              Optional.empty(),
              false,
              Map.of(
                  MountProvider.class,
                  List.of(OddMounts.class),
                  StoreListener.class,
                  List.of(Unwilling.class))));

      assertThat(host.registries.mounts().schemes()).isEmpty();
      assertThat(host.plugins.list())
          .singleElement()
          .satisfies(info -> {
            assertThat(info.state()).isEqualTo("failed");
            assertThat(info.problem().orElseThrow()).contains("Unwilling", "not today");
          });
      assertThat(host.told("failed")).hasSize(1);
    }
  }

  @Test
  void settingsOfThePlugInReachItsConstructor() throws IOException {
    Files.writeString(
        folder.resolve("dagstore.toml"), "[plugins.\"org.odd\"]\nscheme = \"even\"\n");

    try (var host = new Host(folder, Map.of())) {
      host.plugins.add(Host.mounts("org.odd", OddMounts.class));

      assertThat(host.registries.mounts().schemes()).containsExactly("even");
    }
  }

  @Test
  void whatShipsWithUsIsCalledDirectly() throws IOException {
    try (var host = new Host(folder, Map.of())) {
      host.plugins.add(
          new Plugin(
              "own",
              "1",
              Optional.empty(),
              true,
              Map.of(MountProvider.class, List.of(OddMounts.class))));

      try (var source = host.registries.mounts().mount(URI.create("odd:good")).open()) {
        assertThat(source).isNotInstanceOf(GuardedSource.class);
      }
    }
  }

  @Test
  void callsThatSpinAreLeftAloneAndOthersGoOn() throws Exception {
    try (var host = new Host(folder, Host.HASTY)) {
      host.plugins.add(Host.mounts("org.spin", Spinning.class));
      int many = Runtime.getRuntime().availableProcessors() + 1;

      for (int i = 0; i < many; i++) {
        var spinning = host.registries.mounts().mount(URI.create("spin:" + folder));
        assertThatExceptionOfType(PluginException.class).isThrownBy(spinning::open);
      }

      var alive = new CompletableFuture<Boolean>();
      Thread.ofVirtual().start(() -> alive.complete(true));
      assertThat(alive.get(30, TimeUnit.SECONDS)).isTrue();
      host.plugins.add(Host.mounts("org.odd", OddMounts.class));
      host.registries.mounts().mount(URI.create("odd:good")).open().close();
    } finally {
      Files.createFile(folder.resolve("enough"));
    }
  }

  @Test
  void aListenerThatHangsOnceHearsNoMoreAndOneThatThrowsHearsOn() throws IOException {
    try (var host = new Host(folder, Host.HASTY)) {
      host.plugins.add(Host.stranger("org.deaf", StoreListener.class, Hanging.class));
      host.plugins.add(Host.stranger("org.loud", StoreListener.class, Throwing.class));
      long begun = System.nanoTime();

      for (int i = 0; i < 50; i++) {
        host.registries.listeners().on(EVENT);
      }

      assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(10));
      assertThat(host.told("fault"))
          .extracting(data -> data.get("bundle"))
          .containsExactlyInAnyOrder("org.deaf", "org.loud");
    }
  }

  @Test
  void anIndexerThatCannotTellHasNotRecognisedAndOneThatHangsIsNotAskedAgain() throws IOException {
    try (var host = new Host(folder, Host.HASTY)) {
      host.plugins.add(Host.stranger("org.slow", ShardIndexer.class, HangingIndexer.class));
      var source = Source.of(new byte[10], "ten");
      long begun = System.nanoTime();

      for (int i = 0; i < 50; i++) {
        assertThat(host.registries.indexers().recognising(source)).isEmpty();
      }

      assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(10));
    }
  }

  @Test
  void anIndexersSectionsAreCheckedAndItsSourceIsItsForTheCallOnly() throws IOException {
    try (var host = new Host(folder, Map.of())) {
      host.plugins.add(Host.stranger("org.index", ShardIndexer.class, Overreaching.class));
      var source = Source.of(new byte[10], "ten");
      var indexer = host.registries.indexers().recognising(source).orElseThrow();

      assertThat(indexer.name()).isEqualTo("overreaching");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> indexer.index(source, (_, _, _) -> {}))
          .withMessageContaining("expected it within 10 bytes");
    }
  }

  @Test
  void refusedOnesAreListedUntilTheyAreForgotten() throws IOException {
    try (var host = new Host(folder, Map.of())) {
      var info =
          new PluginInfo(
              "x", "1", "unresolved", Optional.of("x.jar"), List.of(), Optional.of("no y"));
      host.plugins.refuse(info);
      assertThat(host.plugins.list()).containsExactly(info);

      host.plugins.forget(info);
      assertThat(host.plugins.list()).isEmpty();
    }
  }

  /** Does not want to be made. */
  public static final class Unwilling implements StoreListener {
    /** Throws. */
    public Unwilling() {
      throw new IllegalStateException("not today");
    }

    @Override
    public void on(StoreEvent event) {}
  }

  /** Hangs at each event. */
  public static final class Hanging implements StoreListener {
    /** Makes one. */
    public Hanging() {}

    @Override
    public void on(StoreEvent event) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Throws at each event. */
  public static final class Throwing implements StoreListener {
    /** Makes one. */
    public Throwing() {}

    @Override
    public void on(StoreEvent event) {
      throw new IllegalStateException("loud");
    }
  }

  /** Spins until a file appears, whoever interrupts it. */
  public static final class Spinning implements MountProvider {
    /** Makes one. */
    public Spinning() {}

    @Override
    public String scheme() {
      return "spin";
    }

    @Override
    public Mount mount(URI uri) {
      var enough = Path.of(uri.getSchemeSpecificPart(), "enough");
      while (Files.notExists(enough)) {
        Thread.onSpinWait();
      }
      throw new IllegalStateException("enough");
    }
  }

  /** Hangs when it is asked. */
  public static final class HangingIndexer implements ShardIndexer {
    /** Makes one. */
    public HangingIndexer() {}

    @Override
    public String name() {
      return "hanging";
    }

    @Override
    public boolean recognises(Source source) {
      new Hanging().on(EVENT);
      return true;
    }

    @Override
    public List<Cid> index(Source source, Sections sections) {
      return List.of();
    }
  }

  /** Tells of a section that is not there. */
  public static final class Overreaching implements ShardIndexer {
    /** Makes one. */
    public Overreaching() {}

    @Override
    public String name() {
      return "overreaching";
    }

    @Override
    public boolean recognises(Source source) throws IOException {
      return source.readUpTo(0, new byte[1], 0, 1) == 1;
    }

    @Override
    public List<Cid> index(Source source, Sections sections) throws IOException {
      sections.add(5, Cid.parse("bafkqaaa"), 100);
      return List.of();
    }
  }
}
