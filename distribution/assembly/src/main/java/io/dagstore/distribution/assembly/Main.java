package io.dagstore.distribution.assembly;

import java.io.IOException;
import java.nio.file.Path;

/** Puts the distribution together. */
public final class Main {
  private Main() {}

  /**
   * Arguments: the checkout, the version, and {@code true} if the archives are wanted beside the
   * folder.
   *
   * @throws IOException if a leaf is not built, or something cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    var folder = new Assembly(new Checkout(Path.of(args[0]).toRealPath(), args[1])).make();
    if (Boolean.parseBoolean(args[2])) {
      new Archives(folder, "dagstore-" + args[1]).writeBeside();
    }
  }
}
