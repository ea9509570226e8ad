package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Copies never take more room than there is, what is read is never removed, and nobody waits for
 * ever: in every order that Lincheck makes of the steps. The property {@code lincheck} makes it so
 * many times longer.
 */
final class QuotaLincheckTest {
  private static final long ROOM = 3;
  private static final long COPY = 2;

  /** A quota over files that are only counted; two copies never fit together. */
  @Param(name = "key", gen = IntGen.class, conf = "1:3")
  public static final class Disk {
    private final Map<ShardKey, Long> files = new ConcurrentHashMap<>();
    private final Map<ShardKey, Integer> readers = new ConcurrentHashMap<>();
    private final Set<ShardKey> copying = ConcurrentHashMap.newKeySet();
    private final Quota quota = new Quota(new CopyLimits(ROOM, 100, 100), this::remove);

    private boolean remove(ShardKey key, long bytes) {
      if (readers.getOrDefault(key, 0) > 0) {
        throw new IllegalStateException("removed under a reader: " + key);
      }
      files.remove(key);
      return true;
    }

    private static ShardKey key(int number) {
      return ShardKey.of("k" + number);
    }

    /** As in a store, one copying of a key at a time. */
    @Operation
    public void copy(@Param(name = "key") int number) throws InterruptedException {
      var key = key(number);
      if (!copying.add(key)) {
        return;
      }
      quota.pin(key, CopyRoom.Use.WORK);
      try {
        if (!files.containsKey(key)) {
          quota.reserve(key, COPY, COPY);
          files.put(key, COPY);
          check();
        }
        read(key);
      } catch (DagStoreException.NoRoom e) {
        check();
      } finally {
        quota.unpin(key, CopyRoom.Use.WORK);
        copying.remove(key);
      }
    }

    private void read(ShardKey key) {
      readers.merge(key, 1, Integer::sum);
      if (!files.containsKey(key)) {
        throw new IllegalStateException("not there for its reader: " + key);
      }
      readers.merge(key, -1, Integer::sum);
    }

    @Operation
    public void drop(@Param(name = "key") int number) {
      quota.drop(key(number));
    }

    private void check() {
      if (files.values().stream().mapToLong(Long::longValue).sum() > ROOM) {
        throw new IllegalStateException("more than there is room: " + files);
      }
    }

    @Validate
    public void countsWhatIsThere() {
      check();
      if (quota.used() != files.size() * COPY) {
        throw new IllegalStateException("counts " + quota.used() + " for " + files);
      }
    }
  }

  @Test
  @Timeout(600)
  void neverMoreThanThereIsAndNobodyWaitsForEver() {
    new ModelCheckingOptions()
        .iterations(2 * Integer.getInteger("lincheck", 1))
        .invocationsPerIteration(50)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        .check(Disk.class);
  }
}
