package io.dagstore.distribution.cli;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.CarScanner;
import io.dagstore.core.car.ZeroSection;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.ipld.Cid;
import io.dagstore.mounts.file.CarFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code demo}: the whole way from files to verified blocks, with figures. */
@Command(
    name = "demo",
    header = "Show the whole way, from files to verified blocks, with figures.",
    description = {
      "",
      "Makes sample data, packs it into CARs, registers them in a repository of their own, finds,"
          + " reads and verifies every block, and leaves nothing behind. With CARs, or folders of"
          + " them, it does the same on yours; a folder without CARs is packed into one."
    },
    footer = {"", "Example:", "  dagstore demo", "  dagstore demo ~/cars"})
final class Demo implements Callable<Integer> {
  private final Shell shell;

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "Your CARs or folders.")
  private List<String> files = List.of();

  Demo(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var folder = shell.scratch().folder();
    var report = new DemoReport(shell);
    report.title();
    var cars = files.isEmpty() ? sample(folder, report) : given(folder, report);
    if (cars.isEmpty()) {
      throw Failure.no("no CAR found in " + String.join(", ", files));
    }
    try (var store = LocalRepo.at(folder.resolve("repo"));
        var progress = shell.progress("reading", cars.stream().mapToLong(Car::size).sum())) {
      return tour(store, cars, progress, report).code();
    }
  }

  /**
   * A CAR of the demo.
   *
   * @param key its shard key
   * @param path where it lies
   * @param size in bytes
   */
  record Car(String key, Path path, long size) {
    static Car of(String key, Path path) throws IOException {
      return new Car(key, path, Files.size(path));
    }

    List<Cid> roots() throws IOException {
      try (var source = FileSource.open(path);
          var scanner = CarScanner.over(source, CarLimits.DEFAULT, ZeroSection.END)) {
        return scanner.header().roots();
      }
    }
  }

  private Exit tour(Catalogue store, List<Car> cars, Progress progress, DemoReport report)
      throws IOException, InterruptedException {
    var tour = new Tour(store, shell.console().nanos(), progress);
    report.heading("Registered, each CAR indexed in one pass");
    for (var car : cars) {
      report.registered(car, tour.register(car.key(), car.path()));
    }
    report.heading("Found, every block by its CID among all shards");
    for (var car : cars) {
      report.found(car, tour.find(car.key(), car.path()));
    }
    report.heading("Read and verified, every hash checked");
    for (var car : cars) {
      report.read(car, tour.read(car.path()));
    }
    progress.wipe();
    report.heading("Followed, all links from the roots");
    for (var car : cars) {
      var roots = car.roots();
      report.followed(car, roots, tour.follow(roots));
    }
    return report.end(tour.faults());
  }

  private List<Car> sample(Path folder, DemoReport report)
      throws IOException, InterruptedException {
    report.heading("Made and packed: sample data, UnixFS profile " + DemoReport.PROFILE.name());
    var cars = new ArrayList<Car>();
    for (var path : SampleData.make(folder.resolve("sample"))) {
      cars.add(pack(path, folder, report));
    }
    return cars;
  }

  private List<Car> given(Path folder, DemoReport report) throws IOException, InterruptedException {
    var cars = new ArrayList<Car>();
    for (var name : files) {
      var path = shell.path(name);
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      if (!Files.isDirectory(path)) {
        cars.add(Car.of(CarFolder.key(path), path));
        continue;
      }
      var found = CarFolder.walk(path).files();
      for (var file : found) {
        cars.add(Car.of(file.key(), file.path()));
      }
      if (found.isEmpty()) {
        report.heading("Packed: " + path + ", UnixFS profile " + DemoReport.PROFILE.name());
        cars.add(pack(path, folder, report));
      }
    }
    return cars;
  }

  private Car pack(Path path, Path folder, DemoReport report)
      throws IOException, InterruptedException {
    var start = shell.console().nanos().getAsLong();
    var packed = DemoReport.pack(path, folder, shell);
    report.packed(packed, (shell.console().nanos().getAsLong() - start) / 1e9);
    return packed;
  }
}
