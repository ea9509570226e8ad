package io.dagstore.core.store;

import static io.dagstore.core.store.Fixture.CAR;
import static io.dagstore.core.store.Fixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.testkit.FakeMounts;
import io.dagstore.core.testkit.SampleCar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

/** Three shards, numbered 0, 1 and 2, of which the last is not indexed; and their doctor. */
final class Ward {
  static final ShardKey OTHER = ShardKey.of("other");
  static final ShardKey LAZY = ShardKey.of("lazy");
  static final SampleCar OTHER_CAR = SampleCar.small(7, 2);

  final Fixture fixture;
  private final Path directory;

  Ward(Path directory) throws Exception {
    this(new Fixture(directory));
  }

  Ward(Fixture fixture) throws Exception {
    this.fixture = fixture;
    directory = fixture.directory;
    try (var store = fixture.open()) {
      fixture.registerSample(store);
      store.register(OTHER, fixture.mounts.put("other", OTHER_CAR.bytes()));
      store.register(LAZY, FakeMounts.uri("lazy"), RegisterOptions.LAZY);
    }
  }

  /** What one examination has told and come to. */
  record Seen(List<Finding> findings, Checkup checkup) {
    List<Invariant> invariants() {
      return findings.stream().map(Finding::invariant).toList();
    }
  }

  Seen examine(Consumer<Doctor> how) throws Exception {
    return examine(fixture.config(), how);
  }

  static Seen examine(StoreConfig config, Consumer<Doctor> how) throws Exception {
    var findings = new ArrayList<Finding>();
    var doctor = new Doctor(config, findings::add);
    how.accept(doctor);
    return new Seen(findings, doctor.examine());
  }

  static void look(Doctor doctor) {
    assertThat(doctor).isNotNull();
  }

  void change(Consumer<RecordMaps> change) throws Exception {
    try (var records = Records.open(directory, OpenMode.READ_WRITE, new Random(1))) {
      var maps = records.maps();
      maps.change(() -> change.accept(maps));
    }
  }

  ShardRecord record(ShardKey key) throws Exception {
    try (var records = Records.open(directory, OpenMode.READ_ONLY, new Random(1))) {
      return records.get(key).orElseThrow();
    }
  }

  /** Found each time until it is repaired, and then no more; the store serves all it has. */
  List<Finding> assertMends(Invariant... broken) throws Exception {
    assertThat(examine(Ward::look).invariants()).containsOnly(broken);
    var seen = examine(Ward::look);
    assertThat(seen.checkup().clean()).isFalse();
    assertThat(seen.checkup().repaired()).isZero();

    var mended = examine(Doctor::mending);
    assertThat(mended.invariants()).contains(broken);
    assertThat(mended.findings()).allMatch(Finding::repaired);
    assertThat(mended.checkup().clean()).isTrue();

    assertThat(examine(Doctor::deep).findings()).isEmpty();
    assertServesAll();
    return seen.findings();
  }

  void assertServesAll() throws Exception {
    try (var store = fixture.open()) {
      assertThat(fixture.inverted.shards()).hasSize(2);
      for (var car : List.of(CAR, OTHER_CAR)) {
        for (var block : car.list()) {
          assertThat(store.get(block.cid())).contains(block);
        }
      }
      assertThat(store.stat().blocks()).isEqualTo(27);
    }
  }

  void assertStays(Consumer<Doctor> how, Invariant broken) throws Exception {
    assertThat(examine(how).invariants()).containsOnly(broken);
    var mended = examine(how.andThen(Doctor::mending));
    assertThat(mended.invariants()).containsOnly(broken);
    assertThat(mended.findings()).noneMatch(Finding::repaired);
    assertThat(mended.checkup().clean()).isFalse();
    assertThat(examine(how).invariants()).containsOnly(broken);
  }

  static ShardRecord recordOf(RecordMaps maps) {
    return RecordFormat.read(KEY.value(), Objects.requireNonNull(maps.shards().get(KEY.value())));
  }
}
