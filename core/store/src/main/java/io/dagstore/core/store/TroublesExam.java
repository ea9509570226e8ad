package io.dagstore.core.store;

import java.io.IOException;

/** Examines the marks of errored shards, and what is known of shards that failed. */
final class TroublesExam {
  private final RecordMaps maps;
  private final Findings findings;
  private final ErroredShards errored;

  TroublesExam(RecordMaps maps, Findings findings) {
    this.maps = maps;
    this.findings = findings;
    this.errored = maps.errored();
  }

  /** Looks for the mark of this shard. */
  void record(ShardRecord shard) throws IOException {
    var place = maps.look(() -> errored.place(shard));
    if (ErroredShards.isMarked(shard) && maps.look(() -> !errored.marks().containsKey(place))) {
      findings.tell(
          finding("mark of " + shard.key(), "one, since it is " + shard.state(), "none")
              .in(shard.key()),
          () -> maps.change(() -> errored.change(null, shard)));
    }
  }

  /** Looks for the shard of each mark, and of each trouble. */
  void rest() throws IOException {
    maps.forEach(errored.marks(), (place, number) -> mark(new ErroredShards.Mark(place, number)));
    maps.forEach(errored.troubles(), this::trouble);
  }

  private void mark(ErroredShards.Mark mark) throws IOException {
    var shard = maps.record(mark.shard()).filter(ErroredShards::isMarked);
    if (shard.isPresent()
        && maps.look(() -> errored.place(shard.get())).equals(mark.place())
        && mark.number().equals(Integer.toString(shard.get().number()))) {
      return;
    }
    findings.tell(
        finding(
            "mark " + mark.place(),
            shard.map(found -> "that of number " + found.number()).orElse("none"),
            "one of number " + mark.number()),
        () ->
            maps.change(() -> {
              errored.marks().remove(mark.place());
              shard.ifPresent(found -> errored.change(null, found));
            }));
  }

  private void trouble(String key, byte[] bytes) throws IOException {
    String got;
    try {
      var _ = Trouble.read(key, bytes);
      if (maps.look(() -> maps.shards().containsKey(key))) {
        return;
      }
      got = "one of no shard";
    } catch (IllegalArgumentException e) {
      got = String.valueOf(e.getMessage());
    }
    findings.tell(
        finding("history of " + key, "one of a shard", got),
        () -> maps.change(() -> errored.troubles().remove(key)));
  }

  private Finding finding(String where, String expected, String got) {
    return Finding.of(Invariant.MARKS_AGREE, where + " in " + maps.path(), expected, got);
  }
}
