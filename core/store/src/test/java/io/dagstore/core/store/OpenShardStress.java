package io.dagstore.core.store;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.dagstore.core.api.mount.MountGoneException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZII_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Holds and reads of an open shard against its end, run by {@link StressTest}. */
public final class OpenShardStress {
  private OpenShardStress() {}

  /** Of who takes the first hold and who ends the shard, one wins. */
  @JCStressTest
  @State
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "held, and so not on its way out")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "on its way out, and so not held")
  @Outcome(expect = FORBIDDEN, desc = "both, or nobody")
  public static class HoldAgainstRetire extends StressedShard {
    @Actor
    public void hold(ZZ_Result result) {
      result.r1 = shard.hold();
    }

    @Actor
    public void retire(ZZ_Result result) {
      result.r2 = shard.retire();
    }
  }

  /** A removal is refused or ends the shard once; who holds it reads. */
  @JCStressTest
  @State
  @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "gone before it could be held")
  @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "held, and so not gone")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "held, given back, then gone")
  @Outcome(expect = FORBIDDEN, desc = "gone under its holder, or not closed once")
  public static class AcquireAgainstDestroy extends StressedShard {
    @Actor
    public void acquire(III_Result result) {
      if (shard.hold()) {
        result.r1 = read() == 1 ? 1 : -1;
        shard.unhold();
      }
    }

    @Actor
    public void destroy(III_Result result) {
      result.r2 = open.remove(shard) ? 1 : 0;
    }

    @Arbiter
    public void count(III_Result result) {
      result.r3 = closings();
    }
  }

  /** The removal comes behind the last lease, or not at all. */
  @JCStressTest
  @State
  @Outcome(id = "false, 0, 1", expect = ACCEPTABLE, desc = "still held: refused, and still there")
  @Outcome(id = "true, 1, 0", expect = ACCEPTABLE, desc = "given back, then gone")
  @Outcome(expect = FORBIDDEN, desc = "neither there nor gone")
  public static class LastLeaseAgainstDestroy extends StressedShard {
    private final boolean held = shard.hold();

    @Actor
    public void giveBack() {
      if (held) {
        shard.unhold();
      }
    }

    @Actor
    public void destroy(ZII_Result result) {
      result.r1 = open.remove(shard);
    }

    @Arbiter
    public void count(ZII_Result result) {
      result.r2 = closings();
      result.r3 = open.get(NUMBER) == null ? 0 : 1;
    }
  }

  /** A read over all shards reads what is open, or does not get in. */
  @JCStressTest
  @State
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "too late")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "read, then closed")
  @Outcome(expect = FORBIDDEN, desc = "closed under the reader, or not once")
  public static class ReadAgainstClose extends StressedShard {
    @Actor
    public void readThere(II_Result result) {
      var found = open.get(NUMBER);
      result.r1 = found == null ? 0 : read();
    }

    @Actor
    public void close() {
      open.remove(shard);
    }

    @Arbiter
    public void count(II_Result result) {
      result.r2 = closings();
    }
  }

  /** Who holds a shard whose provider leaves reads, or is told so; nobody can hold it any more. */
  @JCStressTest
  @State
  @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "revoked before it could be held")
  @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "held and read")
  @Outcome(id = "2, 0, 1", expect = ACCEPTABLE, desc = "held, and told that the mount is gone")
  @Outcome(expect = FORBIDDEN, desc = "told something else, held again, or not closed once")
  public static class HoldAgainstRevoke extends StressedShard {
    @Actor
    public void acquire(III_Result result) {
      if (shard.hold()) {
        int read = read();
        result.r1 = read == 0 ? told() : read;
        shard.unhold();
      }
    }

    private int told() {
      return shard.ended(null) instanceof MountGoneException ? 2 : -2;
    }

    @Actor
    public void revoke() {
      open.revoke(PROVIDER);
    }

    @Arbiter
    public void count(III_Result result) {
      result.r2 = shard.hold() || shard.idle() ? 1 : 0;
      result.r3 = closings();
    }
  }
}
