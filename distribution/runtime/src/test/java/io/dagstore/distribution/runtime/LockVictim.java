package io.dagstore.distribution.runtime;

import io.dagstore.core.api.DagStoreException.StoreBusy;
import java.io.IOException;
import java.nio.file.Path;

/** A process that takes the lock of a directory, says so, and holds it until it is killed. */
final class LockVictim {
  private LockVictim() {}

  /** Takes the directory; ends with 75 where that is busy. */
  public static void main(String[] arguments) throws IOException {
    try (var lock = RepoLock.take(Path.of(arguments[0]))) {
      System.out.println(lock == null ? "" : "held");
      System.in.read();
    } catch (StoreBusy e) {
      System.exit(75);
    }
  }
}
