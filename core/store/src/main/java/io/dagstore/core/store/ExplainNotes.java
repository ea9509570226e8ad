package io.dagstore.core.store;

import io.dagstore.core.api.Explanation.Check;
import io.dagstore.core.api.Explanation.Outcome;
import io.dagstore.core.api.Explanation.Step;
import io.dagstore.core.api.ShardKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of an explanation as they are written down. */
final class ExplainNotes {
  private final List<Step> steps;
  private final Optional<ShardKey> shard;

  ExplainNotes() {
    this(new ArrayList<>(), Optional.empty());
  }

  private ExplainNotes(List<Step> steps, Optional<ShardKey> shard) {
    this.steps = steps;
    this.shard = shard;
  }

  /** Writes down what is found of this shard, among the others. */
  ExplainNotes of(ShardKey key) {
    return new ExplainNotes(steps, Optional.of(key));
  }

  void ok(Check check, String found) {
    steps.add(new Step(check, shard, Outcome.OK, found, Optional.empty()));
  }

  /** The read ends here. */
  void ends(Check check, Outcome outcome, String found, String remedy) {
    steps.add(new Step(check, shard, outcome, found, Optional.of(remedy)));
  }

  List<Step> steps() {
    return steps;
  }
}
