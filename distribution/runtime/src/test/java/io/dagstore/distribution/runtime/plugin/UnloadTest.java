package io.dagstore.distribution.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.mount.MountProvider;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plug-in that is gone leaves no reference to its classes. */
@Timeout(120)
final class UnloadTest {
  private static final int CYCLES = 200;

  @TempDir private Path folder;

  @Test
  void twoHundredTimesItsClassesCanBeUnloaded() throws Exception {
    var loaders = new ArrayList<WeakReference<ClassLoader>>();
    try (var host = new Host(folder, Map.of())) {
      for (int i = 0; i < CYCLES; i++) {
        loaders.add(cycle(host));
      }
      assertThat(stillThere(loaders)).isZero();
      assertThat(host.told("removed")).hasSize(CYCLES);
      assertThat(threads(Host.name(folder))).isZero();
    }
  }

  /** One plug-in's life: read through, fail, be left open, go. */
  private static WeakReference<ClassLoader> cycle(Host host) throws Exception {
    var loader = new Strangers(OddMounts.class.getClassLoader());
    var type = loader.loadClass(OddMounts.class.getName());
    assertThat(type).isNotSameAs(OddMounts.class);
    var plugin = Host.stranger("org.odd", MountProvider.class, type);
    host.plugins.add(plugin);
    var mount = host.registries.mounts().mount(URI.create("odd:good"));
    try (var source = mount.open()) {
      source.readUpTo(0, new byte[5], 0, 5);
    }
    for (var how : List.of("open-throws", "open-odd", "short")) {
      try (var source = host.registries.mounts().mount(URI.create("odd:" + how)).open()) {
        source.readUpTo(0, new byte[5], 0, 5);
      } catch (IOException e) {
        assertThat(e).isInstanceOf(PluginException.class);
      }
    }
    host.plugins.remove(plugin);
    return new WeakReference<>(loader);
  }

  private static long stillThere(List<WeakReference<ClassLoader>> loaders) {
    long end = System.nanoTime() + 60_000_000_000L;
    long there = loaders.size();
    while (there > 0 && System.nanoTime() < end) {
      System.gc();
      LockSupport.parkNanos(10_000_000);
      there = loaders.stream().filter(loader -> loader.get() != null).count();
    }
    return there;
  }

  private static long threads(String node) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(node))
        .count();
  }

  /** Has the odd mounts of its own. */
  private static final class Strangers extends ClassLoader {
    Strangers(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.startsWith(OddMounts.class.getName())
          ? own(name)
          : super.loadClass(name, resolve);
    }

    private Class<?> own(String name) throws ClassNotFoundException {
      var loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try (var in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        var bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
