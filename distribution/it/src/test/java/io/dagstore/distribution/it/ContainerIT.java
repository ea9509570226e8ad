package io.dagstore.distribution.it;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.distribution.runtime.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private static final List<List<String>> MOUNT =
      List.of(List.of("mount.MountProvider", "AcmeMounts"));
  private static final List<List<String>> ALL_OTHERS =
      List.of(
          List.of("StoreListener", "AcmeListener"),
          List.of("index.ShardIndexer", "AcmeIndexer"),
          List.of("index.InvertedIndexProvider", "AcmeIndices"),
          List.of("journal.JournalProvider", "AcmeJournals"));
  private static final int READERS = 32;

  /** Nanoseconds between two reads of a reader: the others need the processors too. */
  private static final long PAUSE = 200_000;

  @Inject private BundleContext context;

  /** The distribution's bundles, and a repository whose plug-in is there from the start. */
  @Configuration
  public Option[] container() throws IOException {
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
    new AcmeJar(AcmeJar.classes(), "acme", "1.0.0")
        .write(Files.createDirectory(repo.resolve("plugins")).resolve("all.jar"), ALL_OTHERS);
    for (var name : List.of("single", "steady", "shaky")) {
      var car = SampleCar.small(20, name.hashCode());
      car.writeTo(repo.resolve(name + ".car"));
      Files.writeString(repo.resolve(name + ".cid"), car.block(7).cid().toString());
    }
    writePiece(repo);
    return Assembled.with(repo);
  }

  /** A piece of the kind that only the stranger's indexer knows. */
  private static void writePiece(Path repo) throws IOException {
    var block = SampleCar.small(20, 1).block(7);
    var piece = new ByteArrayOutputStream();
    piece.writeBytes(new byte[] {'A', 'C', 'M', 'E'});
    piece.writeBytes(block.cid().toBytes());
    piece.writeBytes(block.data());
    Files.write(repo.resolve("piece.car"), piece.toByteArray());
    Files.write(repo.resolve("piece.data"), block.data());
    Files.writeString(repo.resolve("piece.cid"), block.cid().toString());
  }

  @Test
  public void everyBundleResolvesAndStarts() {
    for (var bundle : context.getBundles()) {
      assertEquals(bundle.toString(), Bundle.ACTIVE, bundle.getState());
    }
  }

  @Test
  public void aPluginMayBringEveryExtensionPoint() throws Exception {
    var node = inside().node();
    var all = inside().plugin("all.jar");
    assertEquals("active", all.state());
    assertEquals(all.toString(), 4, all.brings().size());

    inside().drop("mount.jar", "acme", "1.0.1", MOUNT);
    var cid = register(node, "single", "acme");

    assertTrue(node.store().get(cid).isPresent());
    assertTrue(Files.readString(node.directory().resolve("heard")).contains("Registered"));
    var events = new ArrayList<JournalEvent>();
    node.journal().read(JournalQuery.ALL, events::add);
    assertTrue(events.stream().anyMatch(event -> event.event().equals("registered")));
    node.store().destroy(ShardKey.of("single"));
  }

  @Test
  public void aBlockOfAPieceThatIsNoCarIsReadThroughTheIndexerOfABundle() throws Exception {
    var node = inside().node();
    var data = Files.readAllBytes(node.directory().resolve("piece.data"));

    var cid = register(node, "piece", "file");

    assertEquals(List.of(ShardKey.of("piece")), node.store().find(cid));
    assertArrayEquals(data, node.store().get(cid).orElseThrow().data());
    try (var accessor = node.store().acquire(ShardKey.of("piece"))) {
      assertArrayEquals(data, accessor.blockstore().get(cid).orElseThrow().data());
    }
    node.store().destroy(ShardKey.of("piece"));
  }

  @Test
  public void readersGoOnWhileAPluginIsDroppedReplacedAndRemoved() throws Exception {
    var node = inside().node();
    inside().drop("mount.jar", "acme", "1.0.2", MOUNT);
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
          churn(version);
        }
        var before = read.get();
        Inside.await(() -> read.get() > before + READERS);
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
  private void churn(int version) throws Exception {
    inside().drop("mount.jar", "acme", version + ".1.0", MOUNT);
    inside().remove("mount.jar");
    inside().drop("mount.jar", "acme", version + ".2.0", MOUNT);
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

  private Inside inside() {
    return new Inside(context);
  }
}
