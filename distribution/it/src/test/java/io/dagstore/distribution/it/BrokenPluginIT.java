package io.dagstore.distribution.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import io.dagstore.core.api.mount.MountGoneException;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.testkit.SampleCar;
import io.dagstore.distribution.runtime.Node;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** A plug-in that does everything wrong, in a container, beside a shard that is well. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
@SuppressWarnings({"exports", "missing-explicit-ctor"}) // Pax Exam asks for a public class.
public final class BrokenPluginIT {
  private static final String JAR = "broken.jar";
  private static final String BUNDLE = "acme-broken";
  private static final List<List<String>> SERVICES =
      List.of(List.of("mount.MountProvider", "AcmeBroken"));

  /** What it does, and the call in which the journal is to name it. */
  private static final Map<String, String> FAULTS =
      new TreeMap<>(
          Map.of(
              "open-throws", "Mount.open",
              "open-hangs", "Mount.open",
              "read-throws", "Source.readUpTo",
              "read-hangs", "Source.readUpTo",
              "short", "Source.readUpTo",
              "many", "Source.readUpTo"));

  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong read = new AtomicLong();

  @Inject private BundleContext context;
  private Node node;

  /** The distribution's bundles, and a node that is not very patient. */
  @Configuration
  public Option[] container() throws IOException {
    var repo = Files.createTempDirectory("dagstore-broken-it");
    Files.writeString(
        repo.resolve("dagstore.toml"),
        """
        [journal]
        kind = "memory"
        [plugins]
        call_timeout = "3s"
        look_interval = "10ms"
        """);
    for (var name : List.of("well", "ill")) {
      var car = SampleCar.small(20, name.hashCode());
      car.writeTo(repo.resolve(name + ".car"));
      Files.writeString(repo.resolve(name + ".cid"), car.block(7).cid().toString());
    }
    return Assembled.with(repo);
  }

  @Before
  public void drop() throws Exception {
    node = inside().node();
    Files.createDirectories(node.directory().resolve("plugins"));
    inside().drop(JAR, BUNDLE, "1.0.0", SERVICES);
  }

  @After
  public void remove() throws Exception {
    inside().remove(JAR);
  }

  @Test
  public void eachKindOfFaultFailsItsOwnShardAndTheJournalNamesTheBundle() throws Exception {
    node.store().register(ShardKey.of("well"), uri("file", "", "well"));
    try (var threads = Executors.newSingleThreadExecutor()) {
      var reader = threads.submit(this::readOn);
      try {
        for (var fault : FAULTS.entrySet()) {
          var before = read.get();
          failsAlone(fault.getKey(), fault.getValue());
          assertTrue("the other shard went on", read.get() > before);
        }
      } finally {
        stop.set(true);
      }
      assertEquals(ShardState.AVAILABLE, reader.get());
    }
    Files.createFile(node.directory().resolve("go"));
    Inside.await(() -> opened() == closed());
    node.store().destroy(ShardKey.of("well"));
  }

  private void failsAlone(String how, String call) throws Exception {
    var key = ShardKey.of(how);
    var mount = uri("broken", how, "ill");
    var store = node.store();
    var failure =
        assertThrows(DagStoreException.ShardFailed.class, () -> store.register(key, mount));

    assertTrue(failure.toString(), failure.toString().contains("plug-in " + BUNDLE));
    assertEquals(ShardState.ERRORED, state(key));
    assertTrue(
        how,
        faults().stream()
            .anyMatch(data -> BUNDLE.equals(data.get("bundle")) && call.equals(data.get("call"))));
    node.store().destroy(key);
  }

  /** Reads the shard that is well until it is told to stop. */
  private ShardState readOn() throws Exception {
    while (!stop.get()) {
      assertTrue(node.store().get(cid("well")).isPresent());
      read.incrementAndGet();
      LockSupport.parkNanos(1_000_000);
    }
    return state(ShardKey.of("well"));
  }

  @Test
  public void sourcesThatAreHeldWhenThePluginGoesAreClosedAndServeAgainWhenItIsBack()
      throws Exception {
    var key = ShardKey.of("held");
    node.store().register(key, uri("broken", "well", "ill"));
    var cid = cid("ill");
    try (var accessor = node.store().acquire(key)) {
      var blocks = accessor.blockstore();
      assertTrue(blocks.get(cid).isPresent());

      inside().remove(JAR);

      Inside.await(() -> state(key) == ShardState.UNAVAILABLE);
      assertThrows(MountGoneException.class, () -> blocks.get(cid));
      Inside.await(() -> opened() == closed());
    }

    inside().drop(JAR, BUNDLE, "1.0.1", SERVICES);
    assertTrue(node.store().get(cid).isPresent());
    node.store().destroy(key);
  }

  /** What the journal says that plug-ins did wrong. */
  private List<Map<String, Object>> faults() throws Exception {
    var faults = new ArrayList<Map<String, Object>>();
    node.journal().read(JournalQuery.ALL, event -> addFault(faults, event));
    return faults;
  }

  private static void addFault(List<Map<String, Object>> faults, JournalEvent event) {
    if (event.event().equals("plugin") && "fault".equals(event.data().get("what"))) {
      faults.add(event.data());
    }
  }

  private ShardState state(ShardKey key) throws Exception {
    return node.store().info(key).orElseThrow().state();
  }

  private long opened() throws IOException {
    return Files.size(node.directory().resolve("opened"));
  }

  private long closed() throws IOException {
    var closed = node.directory().resolve("closed");
    return Files.exists(closed) ? Files.size(closed) : 0;
  }

  private URI uri(String scheme, String host, String name) {
    return URI.create(scheme + "://" + host + path(name + ".car").toUri().getRawPath());
  }

  private Cid cid(String name) throws IOException {
    return Cid.parse(Files.readString(path(name + ".cid")));
  }

  private Path path(String file) {
    return node.directory().resolve(file);
  }

  private Inside inside() {
    return new Inside(context);
  }
}
