package io.dagstore.distribution.rpc;

import io.dagstore.core.api.Explanation;
import io.dagstore.core.api.Explanation.Check;
import io.dagstore.core.api.Explanation.Outcome;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.ipld.Cid;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a block is served or not. */
record WireExplanation(@Wire("CID") Cid cid, boolean served, List<Step> steps) {

  /** One step; check and outcome by their names. */
  record Step(
      String check, Optional<ShardKey> key, String outcome, String found, Optional<String> remedy) {
    static Step of(Explanation.Step step) {
      return new Step(
          step.check().id(),
          step.shard(),
          step.outcome().name().toLowerCase(Locale.ROOT),
          step.found(),
          step.remedy());
    }

    Explanation.Step step() {
      return new Explanation.Step(
          Check.valueOf(check.toUpperCase(Locale.ROOT).replace('-', '_')),
          key,
          Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
          found,
          remedy);
    }
  }

  static WireExplanation of(Explanation why) {
    return new WireExplanation(
        why.cid(), why.served(), why.steps().stream().map(Step::of).toList());
  }

  Explanation explanation() {
    return new Explanation(cid, served, steps.stream().map(Step::step).toList());
  }
}
