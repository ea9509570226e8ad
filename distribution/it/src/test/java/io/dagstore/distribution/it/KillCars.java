package io.dagstore.distribution.it;

import io.dagstore.core.testkit.SampleCar;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The CARs of a kill test: a few, that many shards share, and one a shard that comes late. */
record KillCars(Path folder) {
  private static final int CARS = 6;
  private static final int SMALL = 30;

  /** So many that the shard's index has a file of its own. */
  private static final int LARGE = 2_500;

  void write() throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < CARS; i++) {
      car(i).writeTo(folder.resolve(i + ".car"));
    }
  }

  /** The CAR of the shard with this number. */
  static SampleCar car(int number) {
    int car = number % CARS;
    return SampleCar.small(car == 0 ? LARGE : SMALL, car);
  }

  /** Where a shard's CAR is. */
  URI uri(int number) {
    return folder.resolve(number % CARS + ".car").toUri();
  }

  /** Where a shard's CAR will be that comes late. */
  URI late(String key) {
    return lateFile(key).toUri();
  }

  private Path lateFile(String key) {
    return folder.resolve(key + ".late");
  }

  /** Lets a late CAR come, if it has not. */
  void bring(String key, int number) throws IOException {
    if (!Files.exists(lateFile(key))) {
      Files.createLink(lateFile(key), folder.resolve(number % CARS + ".car"));
    }
  }
}
