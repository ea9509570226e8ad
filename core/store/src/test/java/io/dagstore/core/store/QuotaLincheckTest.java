package io.dagstore.core.store;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
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

  /** Files that are only counted, and who reads them; each call is one step. */
  static final class Files {
    private final long[] bytes = new long[4];
    private final int[] readers = new int[4];
    private final boolean[] copying = new boolean[4];

    boolean beginCopying(int number) {
      var first = !copying[number];
      copying[number] = true;
      return first;
    }

    void endCopying(int number) {
      copying[number] = false;
    }

    boolean has(int number) {
      return bytes[number] > 0;
    }

    void create(int number) {
      bytes[number] = COPY;
      check();
    }

    void remove(int number) {
      if (readers[number] > 0) {
        throw new IllegalStateException("removed under a reader: " + number);
      }
      bytes[number] = 0;
    }

    void beginReading(int number) {
      readers[number]++;
      if (!has(number)) {
        throw new IllegalStateException("not there for its reader: " + number);
      }
    }

    void endReading(int number) {
      readers[number]--;
    }

    long check() {
      long all = 0;
      for (long each : bytes) {
        all += each;
      }
      if (all > ROOM) {
        throw new IllegalStateException("more than there is room: " + all);
      }
      return all;
    }
  }

  /** A quota over such files; two copies never fit together. */
  @Param(name = "key", gen = IntGen.class, conf = "1:3")
  public static final class Disk {
    private final Files files = new Files();
    private final Quota quota = new Quota(new CopyLimits(ROOM, 100, 100), this::remove);

    private boolean remove(ShardKey key, long bytes) {
      files.remove(key.value().charAt(1) - '0');
      return true;
    }

    private static ShardKey key(int number) {
      return ShardKey.of("k" + number);
    }

    /** As in a store, one copying of a key at a time. */
    @Operation
    public void copy(@Param(name = "key") int number) throws InterruptedException {
      if (!files.beginCopying(number)) {
        return;
      }
      var key = key(number);
      quota.pin(key, CopyRoom.Use.WORK);
      try {
        if (!files.has(number)) {
          quota.reserve(key, COPY, COPY);
          files.create(number);
        }
        files.beginReading(number);
        files.endReading(number);
      } catch (DagStoreException.NoRoom e) {
        files.check();
      } finally {
        quota.unpin(key, CopyRoom.Use.WORK);
        files.endCopying(number);
      }
    }

    @Operation
    public void drop(@Param(name = "key") int number) {
      quota.drop(key(number));
    }

    @Validate
    public void countsWhatIsThere() {
      var all = files.check();
      if (quota.used() != all) {
        throw new IllegalStateException("counts " + quota.used() + " for " + all);
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
        .addGuarantee(forClasses(Files.class.getName()).allMethods().treatAsAtomic())
        .check(Disk.class);
  }
}
