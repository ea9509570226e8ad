package io.dagstore.distribution.runtime.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.distribution.rpc.PluginInfo;
import io.dagstore.distribution.runtime.NodeSetup;
import io.dagstore.distribution.runtime.plugin.Plugin;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins that come, are replaced and go, again and again, in front of a node that runs. */
@Timeout(300)
final class PluginChurnTest {
  private static final int CYCLES = 60;

  @TempDir private Path directory;

  @Test
  void nothingIsLeftOfPluginsThatWent() throws Exception {
    var plugins = Files.createDirectory(directory.resolve("plugins"));
    var first = PluginJar.mount("acme", "acme").write(directory.resolve("first"));
    var second =
        PluginJar.mount("acme", "acme")
            .header("Bundle-Version", "2.0.0")
            .write(directory.resolve("second"));
    var loaders = new ArrayList<WeakReference<ClassLoader>>();

    try (var frame = new Frame(directory.resolve("storage"));
        var seat = new NodeSeat(directory.resolve("repo"))) {
      var node = seat.start(NodeSetup.of(seat.repo())).orElseThrow();
      var folder = new PluginFolder(plugins);
      var watcher = new Watcher(frame, folder, new Spy(seat, loaders));
      var jar = plugins.resolve("acme.jar");
      for (var cycle = 0; cycle < CYCLES; cycle++) {
        Files.copy(first, jar);
        watcher.look();
        Files.copy(second, jar, StandardCopyOption.REPLACE_EXISTING);
        watcher.look();
        assertThat(node.plugins().list()).extracting(PluginInfo::version).containsExactly("2.0.0");
        Files.delete(jar);
        watcher.look();
      }

      assertThat(node.plugins().list()).isEmpty();
      assertThat(loaders).hasSize(2 * CYCLES);
      assertThat(frame.bundleCount()).isEqualTo(1);
      assertThat(openFilesBelow(directory.resolve("storage"))).isEmpty();
      assertThat(stillThere(loaders)).as("class loaders").isLessThanOrEqualTo(2);
    }
  }

  /** Looks twice, so that a jar has stood still. */
  private record Watcher(Frame frame, PluginFolder folder, Seat seat) {
    void look() throws IOException, InterruptedException {
      frame.bundles().change(folder.look(), seat);
      frame.bundles().change(folder.look(), seat);
    }
  }

  /** Keeps what tells whether the classes that passed through have been forgotten. */
  private record Spy(Seat seat, List<WeakReference<ClassLoader>> loaders) implements Seat {
    @Override
    public void add(Plugin plugin) {
      var type = plugin.classes().getOrDefault(MountProvider.class, List.of()).getFirst();
      loaders.add(new WeakReference<>(type.getClassLoader()));
      seat.add(plugin);
    }

    @Override
    public void remove(Plugin plugin) {
      seat.remove(plugin);
    }

    @Override
    public void refuse(PluginInfo refused) {
      seat.refuse(refused);
    }

    @Override
    public void forget(PluginInfo refused) {
      seat.forget(refused);
    }

    @Override
    public boolean isAll() {
      return false;
    }
  }

  private static long stillThere(List<WeakReference<ClassLoader>> loaders) {
    var left = Long.MAX_VALUE;
    for (var round = 0; round < 10 && left > 2; round++) {
      System.gc();
      left = loaders.stream().filter(loader -> !loader.refersTo(null)).count();
    }
    return left;
  }

  private static List<Path> openFilesBelow(Path folder) throws IOException {
    var open = new ArrayList<Path>();
    try (var handles = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (var handle : handles) {
        try {
          var file = Files.readSymbolicLink(handle);
          if (file.startsWith(folder) && Files.isRegularFile(file)) {
            open.add(file);
          }
        } catch (IOException e) {
          // The handle was closed between the listing and now.
        }
      }
    }
    return open.stream().filter(file -> file.toString().endsWith(".jar")).toList();
  }
}
