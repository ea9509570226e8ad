package io.dagstore.core.store;

import io.dagstore.core.api.ShardState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Examines the records by themselves: each one, and the maps that must agree with them. */
final class RecordsExam {
  private final RecordMaps maps;
  private final Findings findings;
  private final Map<String, String> counted = new HashMap<>();
  private final Census census = new Census(counted);
  private final TroublesExam troubles;
  private final List<ShardRecord> twins = new ArrayList<>();
  private long shards;
  private int highest = -1;

  RecordsExam(RecordMaps maps, Findings findings) {
    this.maps = maps;
    this.findings = findings;
    this.troubles = new TroublesExam(maps, findings);
  }

  /** Examines them, and tells the findings how much there is. */
  void examine() throws IOException {
    census.begin();
    maps.forEach(maps.shards(), this::record);
    maps.forEach(maps.numbers(), this::number);
    maps.forEach(maps.marks(), this::mark);
    troubles.rest();
    next();
    maps.forEach(maps.indices(), (number, _) -> smallIndex(number));
    maps.forEach(maps.unflushed(), (number, _) -> unflushed(number));
    for (var twin : twins) {
      renumber(twin);
    }
    counts();
    findings.begins(shards, census.read().bytes());
  }

  private void record(String key, byte[] bytes) throws IOException {
    ShardRecord shard;
    try {
      shard = RecordFormat.read(key, bytes);
    } catch (IllegalArgumentException e) {
      tell(Invariant.RECORD_SOUND, "record " + key, "a record", String.valueOf(e.getMessage()));
      return;
    }
    shards++;
    census.change(null, shard);
    highest = Math.max(highest, shard.number());
    facts(shard);
    numberOf(shard);
    troubles.record(shard);
    if (shard.inFlight() && maps.look(() -> !maps.marks().containsKey(key))) {
      findings.tell(
          finding(
                  Invariant.MARKS_AGREE,
                  "mark of " + key,
                  "one, since it is " + shard.state(),
                  "none")
              .in(shard.key()),
          () -> maps.change(() -> maps.marks().put(key, "")));
    }
  }

  private void facts(ShardRecord shard) {
    var state = shard.state();
    if (state == ShardState.SERVING
        || state == ShardState.UNAVAILABLE
        || state == ShardState.UNKNOWN) {
      findings.tell(
          finding(Invariant.RECORD_SOUND, "record " + shard.key(), "a recorded state", "" + state)
              .in(shard.key()));
    }
    if (shard.number() < 0 || shard.blocks() < 0 || shard.bytes() < 0) {
      var got = shard.number() + ", " + shard.blocks() + ", " + shard.bytes();
      findings.tell(
          finding(
                  Invariant.RECORD_SOUND,
                  "record " + shard.key(),
                  "number, blocks and bytes of 0 or more",
                  got)
              .in(shard.key()));
    }
  }

  private void numberOf(ShardRecord shard) throws IOException {
    var number = Integer.toString(shard.number());
    var key = shard.key().value();
    var known = maps.look(() -> maps.numbers().get(number));
    if (key.equals(known)) {
      return;
    }
    var found =
        finding(Invariant.NUMBERS_AGREE, "number " + number, key, String.valueOf(known))
            .in(shard.key());
    var other = known == null ? null : maps.record(known).orElse(null);
    if (other != null && other.number() == shard.number()) {
      twins.add(shard);
    } else {
      findings.tell(found, () -> maps.change(() -> maps.numbers().put(number, key)));
    }
  }

  private void number(String number, String key) throws IOException {
    var bytes = maps.look(() -> maps.shards().get(key));
    var shard = bytes == null ? null : RecordMaps.read(key, bytes).orElse(null);
    if (shard == null && bytes != null) {
      return;
    }
    if (shard == null || !Integer.toString(shard.number()).equals(number)) {
      findings.tell(
          finding(
              Invariant.NUMBERS_AGREE,
              "number " + number,
              shard == null
                  ? "no number, since shard " + key + " is not there"
                  : "" + shard.number(),
              number),
          () -> maps.change(() -> maps.numbers().remove(number)));
    }
  }

  private void mark(String key, String mark) throws IOException {
    var shard = maps.record(key);
    if (shard.isEmpty() || !shard.get().inFlight()) {
      var state = shard.map(found -> "it is " + found.state()).orElse("there is no such shard");
      findings.tell(
          finding(Invariant.MARKS_AGREE, "mark of " + key, "none, since " + state, "a mark" + mark),
          () -> maps.change(() -> maps.marks().remove(key)));
    }
  }

  private void next() throws IOException {
    var next = maps.look(() -> maps.facts().getOrDefault(RecordMaps.NEXT, "0"));
    if (!next.matches("\\d{1,10}") || Long.parseLong(next) <= highest) {
      var free = Integer.toString(Math.addExact(highest, 1));
      findings.tell(
          finding(Invariant.NUMBERS_AGREE, "next number", free + " or more", next),
          () ->
              maps.change(() -> {
                maps.facts().put(RecordMaps.NEXT, free);
                maps.facts().remove(RecordMaps.TAKEN);
              }));
    }
  }

  private void smallIndex(long number) throws IOException {
    var key = maps.look(() -> maps.numbers().get(Long.toString(number)));
    if (key == null || !maps.look(() -> maps.shards().containsKey(key))) {
      findings.tell(
          finding(
              Invariant.FILES_OWNED,
              "shard index of number " + number,
              "a shard that owns it",
              "none"),
          () -> maps.change(() -> maps.indices().remove(number)));
    }
  }

  private void unflushed(long number) throws IOException {
    var next = maps.look(() -> maps.facts().getOrDefault(RecordMaps.NEXT, "0"));
    if (number < 0 || (next.matches("\\d{1,10}") && number >= Long.parseLong(next))) {
      findings.tell(
          finding(
              Invariant.MARKS_AGREE,
              "mark of number " + number + " for the inverted index",
              "a number below " + next,
              "" + number),
          () -> maps.change(() -> maps.unflushed().remove(number)));
    }
  }

  /**
   * Its keys come into the inverted index with the shards, those of its twin where they are lost.
   */
  private void renumber(ShardRecord twin) throws IOException {
    findings.tell(
        finding(
                Invariant.NUMBERS_AGREE,
                "number " + twin.number(),
                "one shard of this number",
                "another one, " + twin.key())
            .in(twin.key()),
        () ->
            maps.change(() -> {
              int free = Integer.parseInt(maps.facts().getOrDefault(RecordMaps.NEXT, "0"));
              var key = twin.key().value();
              maps.shards().put(key, RecordFormat.write(twin.numbered(free)));
              maps.numbers().put(Integer.toString(free), key);
              maps.facts().put(RecordMaps.NEXT, Integer.toString(Math.addExact(free, 1)));
            }));
  }

  private void counts() throws IOException {
    var written = maps.look(() -> Census.of(maps.facts()));
    // Files of before there were counts get them when they are opened to be written.
    if (written.isEmpty() || written.equals(counted)) {
      return;
    }
    var expected = new TreeMap<>(counted);
    var got = new TreeMap<>(written);
    expected.entrySet().removeIf(e -> Objects.equals(written.get(e.getKey()), e.getValue()));
    got.entrySet().removeIf(e -> Objects.equals(counted.get(e.getKey()), e.getValue()));
    findings.tell(
        finding(Invariant.CENSUS_RIGHT, "counts", expected.toString(), got.toString()),
        () ->
            maps.change(() -> {
              written.keySet().forEach(maps.facts()::remove);
              maps.facts().putAll(counted);
            }));
  }

  private void tell(Invariant invariant, String where, String expected, String got) {
    findings.tell(finding(invariant, where, expected, got));
  }

  private Finding finding(Invariant invariant, String where, String expected, String got) {
    return Finding.of(invariant, where + " in " + maps.path(), expected, got);
  }
}
