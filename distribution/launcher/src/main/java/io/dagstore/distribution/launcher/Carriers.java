package io.dagstore.distribution.launcher;

import java.util.Properties;

/** How many platform threads carry the virtual ones of this process. */
final class Carriers {
  private static final String PROPERTY = "jdk.virtualThreadScheduler.parallelism";
  private static final int LEAST = 32;

  private Carriers() {}

  /**
   * Asks for as many as decision 0049 says, unless somebody has asked already. Heard until the
   * first virtual thread begins.
   */
  static void ask(Properties system, int processors) {
    system.putIfAbsent(PROPERTY, Integer.toString(Math.max(LEAST, processors)));
  }
}
