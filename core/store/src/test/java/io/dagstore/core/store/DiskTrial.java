package io.dagstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.testkit.disk.DiskCall;
import io.dagstore.core.testkit.disk.DiskFault;
import io.dagstore.core.testkit.disk.FaultPlan;
import io.dagstore.core.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * One history over one disk that does something wrong once, and then loses its power; what the
 * store has answered to must be there when it is opened again.
 *
 * @param at which call goes wrong, of those that change the disk
 * @param torn whether the power cut keeps a part of what was not forced
 */
record DiskTrial(long seed, int operations, DiskFault fault, long at, boolean torn) {
  /** The same where another call goes wrong. */
  DiskTrial at(long other) {
    return new DiskTrial(seed, operations, fault, other, torn);
  }

  /** Does it in a folder of its own below this one; false where the call was never made. */
  boolean run(Path folder) throws Exception {
    try (var disk = SimulatedDisk.over(Files.createTempDirectory(folder, "disk"))) {
      var history = new DiskHistory(seed);
      if (torn) {
        disk.tear(seed * 1_000_003 + at);
      }
      var plan = new Watched(FaultPlan.atChange(at, fault));
      disk.plan(plan);
      play(disk, history);
      disk.powerCut();
      try (var store = Store.open(history.config(disk.start()))) {
        history.check(store);
      }
      try (var store = Store.open(history.config(disk.start()))) {
        history.step(store);
        history.check(store);
      }
      examine(history.config(disk.start()));
      return plan.happened;
    } catch (Exception | AssertionError e) {
      throw new AssertionError(toString(), e);
    }
  }

  private void play(SimulatedDisk disk, DiskHistory history) throws InterruptedException {
    try (var store = Store.open(history.config(disk.start()))) {
      for (int i = 0; i < operations; i++) {
        history.step(store);
      }
      if (fault != DiskFault.POWER_CUT) {
        checkLiving(store, history);
      }
    } catch (IOException e) {
      if (fault == DiskFault.NONE) {
        throw new AssertionError("nothing was to fail", e);
      }
    }
  }

  /** What the store says after a failure is what it says when it is opened again. */
  private static void checkLiving(Store store, DiskHistory history)
      throws IOException, InterruptedException {
    try {
      history.check(store);
    } catch (IOException | DagStoreException e) {
      // This may have been what goes wrong; it does so once.
      history.check(store);
    }
  }

  private static void examine(StoreConfig config) throws Exception {
    var findings = new ArrayList<Finding>();
    new Doctor(config, findings::add).examine();
    assertThat(findings).as("what the doctor finds").isEmpty();
  }

  /** A plan that remembers whether it came true. */
  private static final class Watched implements FaultPlan {
    private final FaultPlan plan;
    private boolean happened;

    Watched(FaultPlan plan) {
      this.plan = plan;
    }

    @Override
    public DiskFault at(long number, DiskCall call) {
      var fault = plan.at(number, call);
      happened |= fault != DiskFault.NONE;
      return fault;
    }
  }
}
