package io.dagstore.core.store;

import java.util.Map;

/**
 * Gives shards their numbers, none twice, not even where a kill loses the record of a shard: an
 * index may know its number already. So they are reserved in runs, and none is used outside of the
 * records before its run is durable. The facts {@code next}, behind all numbers that are reserved,
 * and {@code taken}, from which on records may have been lost, change with the records; after an
 * orderly end {@code taken} is not there. Every method but {@link #isUsable} and {@link #reserved}
 * is called as a look at the records or a change of them.
 */
final class Numbers {
  private static final String NEXT = "next";
  private static final String TAKEN = "taken";
  private static final int RUN = 1024;

  private final Map<String, String> facts;
  private int free;
  private volatile int reserved;
  private volatile int usable;

  /** Numbers in doubt: a killed process may have given them to shards whose records are lost. */
  record Doubtful(int from, int to) {}

  Numbers(Map<String, String> facts) {
    this.facts = facts;
    free = fact(NEXT, 0);
    reserved = free;
    usable = free;
  }

  private int fact(String name, int otherwise) {
    var text = facts.get(name);
    return text == null ? otherwise : Integer.parseInt(text);
  }

  /** What the last process has left in doubt. */
  Doubtful doubtful() {
    int next = fact(NEXT, 0);
    return new Doubtful(fact(TAKEN, next), next);
  }

  /** The next number. */
  int take() {
    if (free > reserved - RUN / 2) {
      facts.put(TAKEN, Integer.toString(free));
      reserved = Math.addExact(reserved, RUN);
      facts.put(NEXT, Integer.toString(reserved));
    }
    return free++;
  }

  /** Behind all numbers that are reserved, as soon as the records are durable. */
  int reserved() {
    return reserved;
  }

  /**
   * False: first wait until the records are durable, then {@link #use} what was reserved before.
   */
  boolean isUsable(int number) {
    return number < usable;
  }

  /** The reservation up to this number is durable. */
  void use(int upTo) {
    usable = Math.max(usable, upTo);
  }

  /** Gives back what was reserved and not used: an orderly end leaves nothing in doubt. */
  void finish() {
    if (reserved != free) {
      facts.put(NEXT, Integer.toString(free));
      reserved = free;
    }
    facts.remove(TAKEN);
  }
}
