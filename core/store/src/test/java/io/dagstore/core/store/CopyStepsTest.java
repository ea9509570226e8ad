package io.dagstore.core.store;

import static io.dagstore.core.store.CopySite.CAR;
import static io.dagstore.core.store.CopySite.KEY;
import static io.dagstore.core.store.CopySite.SIZE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a kill leaves of a copying: the directory is copied at each step and opened there. */
@Timeout(120)
final class CopyStepsTest {
  @TempDir Path directory;

  @Test
  void aCopyingThatIsKilledAnywhereIsFinishedAtTheNextStart() throws Exception {
    var site = new CopySite(directory.resolve("store"));
    var images = new LinkedHashMap<String, Path>();
    var config = site.config().steps(step -> images.putIfAbsent(step, image(site, step, images)));
    try (var store = Store.open(config)) {
      store.register(KEY, site.streams.put("site-a", CAR.bytes()), RegisterOptions.LAZY);
      images.clear();
      store.initialize(KEY);
    }
    assertThat(images).containsKeys("copy noted", "copy complete", "copy renamed", "scanned");

    for (var image : images.entrySet()) {
      finishes(site, image.getKey(), image.getValue());
    }
  }

  /** It reads again what was not on the disk for sure, and nothing else. */
  private static void finishes(CopySite site, String step, Path image) throws Exception {
    long before = site.streams.read();
    var again = new CopySite(image);
    again.streams.put("site-a", CAR.bytes());
    try (var store = again.open()) {
      CopySite.readAll(store, KEY);
      assertThat(Fixture.state(store, KEY)).isEqualTo(ShardState.AVAILABLE);
      assertThat(again.files()).hasSize(2);
      assertThat(store.stat().copiedBytes()).isEqualTo(SIZE);
    }
    assertThat(site.streams.read()).isEqualTo(before);
    long expected =
        switch (step) {
          case "marked", "committed" -> SIZE;
          case "copy noted" -> SIZE - 2000;
          default -> 0;
        };
    assertThat(again.streams.read()).as(step).isEqualTo(expected);
  }

  @Test
  void aDestroyThatIsKilledAnywhereLeavesNoCopy() throws Exception {
    var site = new CopySite(directory.resolve("store"));
    var images = new LinkedHashMap<String, Path>();
    try (var store = site.open()) {
      site.register(store);
    }
    var config = site.config().steps(step -> images.putIfAbsent(step, image(site, step, images)));
    try (var store = Store.open(config)) {
      images.clear();
      store.destroy(KEY);
    }
    assertThat(images).isNotEmpty();
    for (var image : images.values()) {
      var again = new CopySite(image);
      try (var store = again.open()) {
        assertThat(store.info(KEY)).isEmpty();
        assertThat(again.files()).isEmpty();
        assertThat(store.stat().copiedBytes()).isZero();
      }
    }
  }

  private Path image(CopySite site, String step, Map<String, Path> images) {
    var to = directory.resolve("image-" + images.size() + "-" + step.replace(' ', '-'));
    try (var files = Files.walk(site.fixture.directory)) {
      for (var file : files.toList()) {
        var target = to.resolve(site.fixture.directory.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aKeyTakenAgainStartsWithNothing() throws Exception {
    var site = new CopySite(directory);
    site.breakAt(3000);
    try (var store = site.open()) {
      try {
        site.register(store);
      } catch (io.dagstore.core.api.DagStoreException.ShardFailed e) {
        assertThat(store.stat().copiedBytes()).isEqualTo(3000);
      }
      store.destroy(KEY);
      assertThat(site.files()).isEmpty();
      site.mend();
      site.register(store);
      CopySite.readAll(store, ShardKey.of(KEY.value()));
    }
  }
}
