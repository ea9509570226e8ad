package io.dagstore.core.testkit.disk;

/** Says which call goes wrong, and how. Asked about each call once, in turn. */
@FunctionalInterface
public interface FaultPlan {
  /**
   * Returns what happens at a call.
   *
   * @param number how many calls were made before it since the plan was set
   */
  DiskFault at(long number, DiskCall call);

  /** Nothing goes wrong. */
  static FaultPlan none() {
    return (_, _) -> DiskFault.NONE;
  }

  /** The disk is full: whatever takes room fails, until there is another plan. */
  static FaultPlan full() {
    return (_, _) -> DiskFault.ENOSPC;
  }

  /** The call of this number, counted from 0 over those that change the disk, goes wrong. */
  static FaultPlan atChange(long number, DiskFault fault) {
    return new FaultPlan() {
      private long changes;

      @Override
      public DiskFault at(long any, DiskCall call) {
        return call.changes() && changes++ == number ? fault : DiskFault.NONE;
      }
    };
  }

  /** The same from this call on, so that what is tried again fails again. */
  static FaultPlan fromChange(long number, DiskFault fault) {
    return new FaultPlan() {
      private long changes;

      @Override
      public DiskFault at(long any, DiskCall call) {
        return call.changes() && changes++ >= number ? fault : DiskFault.NONE;
      }
    };
  }
}
