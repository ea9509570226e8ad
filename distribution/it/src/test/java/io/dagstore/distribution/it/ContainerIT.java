package io.dagstore.distribution.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.distribution.rpc.PluginInfo;
import io.dagstore.distribution.runtime.Node;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The assembled bundles in a container of Pax Exam's making, with a node in it. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
@SuppressWarnings({"exports", "missing-explicit-ctor"}) // Pax Exam asks for a public class.
public final class ContainerIT {
  private static final List<List<String>> ALL =
      List.of(
          List.of("mount.MountProvider", "AcmeMounts"),
          List.of("StoreListener", "AcmeListener"),
          List.of("index.ShardIndexer", "AcmeIndexer"),
          List.of("index.InvertedIndexProvider", "AcmeIndices"),
          List.of("journal.JournalProvider", "AcmeJournals"));
  private static final List<List<String>> MOUNT = ALL.subList(0, 1);
  private static final int READERS = 32;

  /** Nanoseconds between two reads of a reader: the others need the processors too. */
  private static final long PAUSE = 200_000;

  /** As the launcher does: decision 0028. */
  private static final String MEDIATOR =
      "osgi.extender;osgi.extender=osgi.serviceloader.processor;version:Version=1.0,"
          + "osgi.extender;osgi.extender=osgi.serviceloader.registrar;version:Version=1.0";

  @Inject private BundleContext context;

  /** The distribution's bundles, and a repository whose plug-in is there from the start. */
  @Configuration
  public Option[] container() throws IOException {
    var built = Distribution.built();
    var classes = ByteCode.house().root().resolve("distribution/it/target/test-classes");
    var repo = Files.createTempDirectory("dagstore-container-it");
    Files.writeString(
        repo.resolve("dagstore.toml"),
        """
        [index]
        inverted = "acme"
        [journal]
        kind = "acme"
        [plugins]
        look_interval = "10ms"
        """);
    new AcmeJar(classes, "1.0.0")
        .write(
            Files.createDirectory(repo.resolve("plugins")).resolve("all.jar"), ALL.subList(1, 5));
    for (var name : List.of("single", "steady", "shaky")) {
      var car = SampleCar.small(20, name.hashCode());
      car.writeTo(repo.resolve(name + ".car"));
      Files.writeString(repo.resolve(name + ".cid"), car.block(7).cid().toString());
    }
    var options = new ArrayList<Option>();
    options.add(junitBundles());
    options.add(systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("ERROR"));
    options.add(frameworkProperty("org.osgi.framework.bsnversion").value("multiple"));
    options.add(frameworkProperty("org.osgi.framework.system.capabilities.extra").value(MEDIATOR));
    options.add(frameworkProperty("dagstore.repos").value(repo.toString()));
    options.add(frameworkProperty("dagstore.home").value(repo.resolve("none").toString()));
    options.add(frameworkProperty("it.classes").value(classes.toString()));
    options.add(systemPackages("org.jspecify.annotations;version=1.0.1"));
    for (var jar : built.jars("bundles")) {
      options.add(bundle("reference:" + jar.toUri()));
    }
    built.jars("boot").stream()
        .filter(jar -> jar.toString().contains("launcher"))
        .forEach(jar -> options.add(bundle("reference:" + jar.toUri())));
    return options.toArray(Option[]::new);
  }

  @Test
  public void everyBundleResolvesAndStarts() {
    for (var bundle : context.getBundles()) {
      assertEquals(bundle.toString(), Bundle.ACTIVE, bundle.getState());
    }
  }

  @Test
  public void aPluginMayBringEveryExtensionPoint() throws Exception {
    var node = node();
    var all = plugin(node, "all.jar");
    assertEquals("active", all.state());
    assertEquals(all.toString(), 4, all.brings().size());

    dropAndAwait(node, "1.0.1");
    var cid = register(node, "single", "acme");

    assertTrue(node.store().get(cid).isPresent());
    assertTrue(Files.readString(node.directory().resolve("heard")).contains("Registered"));
    var events = new ArrayList<JournalEvent>();
    node.journal().read(JournalQuery.ALL, events::add);
    assertTrue(events.stream().anyMatch(event -> event.event().equals("registered")));
    node.store().destroy(ShardKey.of("single"));
  }

  @Test
  public void readersGoOnWhileAPluginIsDroppedReplacedAndRemoved() throws Exception {
    var node = node();
    dropAndAwait(node, "1.0.2");
    var steady = register(node, "steady", "file");
    var shaky = register(node, "shaky", "acme");
    var stop = new AtomicBoolean();
    var read = new AtomicLong();
    try (var threads = Executors.newFixedThreadPool(READERS)) {
      var readers = new ArrayList<Future<?>>();
      for (var i = 0; i < READERS; i++) {
        readers.add(
            threads.submit(() -> {
              while (!stop.get()) {
                assertTrue(node.store().get(steady).isPresent());
                read.addAndGet(readShaky(node, shaky));
                LockSupport.parkNanos(PAUSE);
              }
              return null;
            }));
      }
      try {
        for (var version = 1; version <= 10; version++) {
          churn(node, version);
        }
        var before = read.get();
        await(() -> read.get() > before + READERS);
      } finally {
        stop.set(true);
      }
      for (var reader : readers) {
        reader.get();
      }
    }
    assertTrue(node.store().get(shaky).isPresent());
    node.store().destroy(ShardKey.of("steady"));
    node.store().destroy(ShardKey.of("shaky"));
  }

  /** Replaces the plug-in, removes it, and puts it back. */
  private void churn(Node node, int version) throws Exception {
    dropAndAwait(node, version + ".1.0");
    Files.delete(node.directory().resolve("plugins/mount.jar"));
    await(() -> plugin(node, "mount.jar").state().equals("absent"));
    dropAndAwait(node, version + ".2.0");
  }

  private void dropAndAwait(Node node, String version) throws Exception {
    drop(version);
    await(() -> {
      var plugin = plugin(node, "mount.jar");
      return plugin.version().equals(version) && plugin.state().equals("active");
    });
  }

  /** One when the block was read; none when the answer was that its mount is away. */
  private static int readShaky(Node node, Cid shaky) {
    try {
      return node.store().get(shaky).isPresent() ? 1 : 0;
    } catch (IOException | DagStoreException e) {
      return 0;
    }
  }

  private static Cid register(Node node, String name, String scheme) throws Exception {
    var car = node.directory().resolve(name + ".car");
    var uri = URI.create(scheme + "://" + car.toUri().getRawPath());
    node.store().register(ShardKey.of(name), uri);
    return Cid.parse(Files.readString(car.resolveSibling(name + ".cid")));
  }

  private void drop(String version) throws IOException {
    var repo = Path.of(context.getProperty("dagstore.repos"));
    var classes = Path.of(context.getProperty("it.classes"));
    new AcmeJar(classes, version).write(repo.resolve("plugins/mount.jar"), MOUNT);
  }

  private static PluginInfo plugin(Node node, String file) {
    return node.plugins().list().stream()
        .filter(info -> info.file().equals(Optional.of(file)))
        .findFirst()
        .orElse(
            new PluginInfo("none", "", "absent", Optional.empty(), List.of(), Optional.empty()));
  }

  private Node node() throws Exception {
    await(() -> context.getServiceReference(Node.class) != null);
    return context.getService(context.getServiceReference(Node.class));
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.call()) {
      assertTrue("waited for a minute", System.nanoTime() < deadline);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
