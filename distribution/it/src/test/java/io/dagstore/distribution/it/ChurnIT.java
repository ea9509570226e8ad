package io.dagstore.distribution.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.distribution.rpc.ApiInfo;
import io.dagstore.distribution.rpc.PluginInfo;
import io.dagstore.distribution.rpc.RemoteNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that runs, whose plug-in comes, is read through, replaced and removed again and again. */
@Timeout(600)
final class ChurnIT {
  private static final int CYCLES = 200;

  /** By then everything has been done often enough to have been loaded and compiled. */
  private static final int SETTLED = 50;

  /**
   * What comes and goes by itself, the JVM's compilers among it; one a cycle would be ten times
   * that.
   */
  private static final int SOME = 15;

  private static final long MIB = 1 << 20;
  private static final SampleCar CAR = SampleCar.small(20, 1);
  private static final List<List<String>> SERVICES =
      List.of(
          List.of("mount.MountProvider", "AcmeMounts"),
          List.of("StoreListener", "AcmeListener"),
          List.of("index.ShardIndexer", "AcmeIndexer"));

  @TempDir private Path folder;
  private Path repo;
  private Path jar;

  @BeforeEach
  void configure() throws IOException {
    repo = folder.resolve("repo");
    jar = Files.createDirectories(repo.resolve("plugins")).resolve("acme.jar");
    Files.writeString(repo.resolve("dagstore.toml"), "[plugins]\nlook_interval = \"10ms\"\n");
  }

  @Test
  void twoHundredCyclesLeaveHeapMetaspaceThreadsAndFileHandlesFlat() throws Exception {
    var car = CAR.writeTo(folder.resolve("a.car")).toUri();
    try (var serving = ServingProcess.start(Distribution.built().home(), repo);
        var node = RemoteNode.connect(ApiInfo.read(repo).orElseThrow())) {
      drop(node, "0.0.1");
      var uri = URI.create("acme://" + car.getRawPath());
      node.store().register(ShardKey.of("a"), uri, RegisterOptions.EAGER);
      cycles(node, SETTLED);
      var before = Footprint.of(serving.handle(), folder);

      cycles(node, CYCLES - SETTLED);

      var after = Footprint.of(serving.handle(), folder);
      System.out.println("cycles " + SETTLED + ": " + before + "; " + CYCLES + ": " + after);
      assertThat(after.heap()).as("heap").isLessThan(before.heap() + 3 * MIB);
      assertThat(after.metaspace()).as("metaspace").isLessThan(before.metaspace() + MIB);
      assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + SOME);
      assertThat(after.virtual()).as("virtual").isLessThanOrEqualTo(before.virtual() + SOME);
      assertThat(after.handles()).as("handles").isLessThanOrEqualTo(before.handles() + SOME);
    }
  }

  private void cycles(RemoteNode node, int times) throws Exception {
    for (var cycle = 1; cycle <= times; cycle++) {
      drop(node, cycle + ".1.0");
      assertThat(node.store().get(CAR.root())).isPresent();
      drop(node, cycle + ".2.0");
      assertThat(node.store().get(CAR.root())).isPresent();
      Files.delete(jar);
      await(node, List.of());
    }
  }

  private void drop(RemoteNode node, String version) throws Exception {
    new AcmeJar(AcmeJar.classes(), "acme", version).write(jar, SERVICES);
    await(node, List.of("acme " + version + " active"));
  }

  private static void await(RemoteNode node, List<String> strangers) throws Exception {
    for (var now = strangers(node); !now.equals(strangers); now = strangers(node)) {
      LockSupport.parkNanos(8_000_000);
    }
  }

  private static List<String> strangers(RemoteNode node) throws Exception {
    return node.plugins().stream()
        .filter(plugin -> plugin.file().isPresent())
        .map(ChurnIT::text)
        .toList();
  }

  private static String text(PluginInfo plugin) {
    return plugin.bundle() + " " + plugin.version() + " " + plugin.state();
  }
}
