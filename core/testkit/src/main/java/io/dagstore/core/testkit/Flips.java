package io.dagstore.core.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Breaks a file by chance: one bit of it, each time another one of the sound file. */
public final class Flips {
  private Flips() {}

  /** Looks at what is read of a broken file. */
  @FunctionalInterface
  public interface Look {
    /**
     * Looks at the file.
     *
     * @param at the byte that is wrong
     */
    void at(int at) throws IOException;
  }

  /** Breaks a file so many times, and leaves it broken. */
  public static void of(Path file, int times, Look look) throws IOException {
    byte[] sound = Files.readAllBytes(file);
    var random = new SplittableRandom(7);
    for (int i = 0; i < times; i++) {
      byte[] broken = sound.clone();
      int at = random.nextInt(broken.length);
      broken[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      Files.write(file, broken);
      look.at(at);
    }
  }
}
