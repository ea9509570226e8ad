package io.dagstore.core.store;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Who is inside of what is shut, run by {@link StressTest} on two cores at once. */
public final class LeasesStress {
  private LeasesStress() {}

  /** What is inside is open for as long as a reader is, and is closed once. */
  @JCStressTest
  @State
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the reader came too late")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the reader read what was open")
  @Outcome(expect = FORBIDDEN, desc = "read what was closed, or not closed once")
  public static class ReadAgainstShut {
    private final Leases leases = new Leases(2);
    private final AtomicInteger closings = new AtomicInteger();

    /** Plain on purpose, as are a source's own fields. */
    private int open = 1;

    @Actor
    public void read(II_Result result) {
      int entered = leases.enter();
      if (entered >= 0) {
        result.r1 = open == 1 ? 1 : -1;
      }
      if (leases.leave(entered)) {
        close();
      }
    }

    @Actor
    public void shut() {
      if (leases.shut()) {
        close();
      }
    }

    private void close() {
      open = 0;
      closings.incrementAndGet();
    }

    @Arbiter
    public void count(II_Result result) {
      result.r2 = closings.get();
    }
  }

  /** Of the last reader and who shuts, one learns that it is empty. */
  @JCStressTest
  @State
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the reader was the last one out")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "nobody was inside any more")
  @Outcome(expect = FORBIDDEN, desc = "nobody was told, or both")
  public static class LastReaderAgainstShut {
    private final Leases leases = new Leases(2);
    private final int entered = leases.enter();

    @Actor
    public void leave(ZZ_Result result) {
      result.r1 = leases.leave(entered);
    }

    @Actor
    public void shut(ZZ_Result result) {
      result.r2 = leases.shut();
    }
  }

  /** Of the last reader and one who comes too late, one learns that it is empty. */
  @JCStressTest
  @State
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the reader was the last one out")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "who came too late was")
  @Outcome(expect = FORBIDDEN, desc = "nobody was told, or both")
  public static class LastReaderAgainstTooLate {
    private final Leases leases = new Leases(2);
    private final int entered = leases.enter();
    private final boolean empty = leases.shut();

    @Actor
    public void leave(ZZ_Result result) {
      result.r1 = leases.leave(entered) || empty;
    }

    @Actor
    public void comeAndLeave(ZZ_Result result) {
      result.r2 = leases.leave(leases.enter());
    }
  }
}
