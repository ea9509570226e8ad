package io.dagstore.core.store;

import static io.dagstore.core.api.Explanation.Check.IDENTITY;
import static io.dagstore.core.api.Explanation.Check.INVERTED_INDEX;

import io.dagstore.core.api.Explanation;
import io.dagstore.core.api.Explanation.Outcome;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Goes the way of a read and writes down each step. It opens what it looks at for itself and closes
 * it again: no reader notices, nothing is mended, nothing is copied.
 */
final class Explainer {
  /** Shards that are looked at; a block that is in more is in all of them for one reason. */
  private static final int MOST_SHARDS = 32;

  private final Parts parts;
  private final BlockReader reader;
  private final VerifyPolicy policy;

  Explainer(Parts parts, BlockReader reader, VerifyPolicy policy) {
    this.parts = parts;
    this.reader = reader;
    this.policy = policy;
  }

  Explanation explain(Cid cid) throws IOException {
    var notes = new ExplainNotes();
    if (cid.isIdentity()) {
      int size = cid.multihash().digestLength();
      notes.ok(IDENTITY, "yes: its " + size + " bytes stand in the CID itself");
      return new Explanation(cid, true, notes.steps());
    }
    notes.ok(IDENTITY, "no: its bytes must be in a shard");
    boolean served = false;
    for (int number : named(cid, notes)) {
      served |= new ShardExplainer(parts, reader, policy, cid, number, notes).serves();
    }
    return new Explanation(cid, served, notes.steps());
  }

  private int[] named(Cid cid, ExplainNotes notes) throws IOException {
    int[] numbers;
    try {
      numbers = parts.inverted().find(reader.key(cid));
    } catch (CorruptDataException e) {
      notes.ends(
          INVERTED_INDEX,
          Outcome.CORRUPT,
          String.valueOf(e.getMessage()),
          "stop the node and let the doctor make it again");
      return new int[0];
    }
    if (numbers.length == 0) {
      notes.ends(INVERTED_INDEX, Outcome.NO, "no indexed shard holds it", remedy());
    } else if (numbers.length <= MOST_SHARDS) {
      notes.ok(INVERTED_INDEX, "shards that may hold it: " + numbers.length);
    } else {
      notes.ok(
          INVERTED_INDEX,
          "shards that may hold it: " + numbers.length + ", of which " + MOST_SHARDS + " follow");
    }
    return Arrays.copyOf(numbers, Math.min(numbers.length, MOST_SHARDS));
  }

  /** Shards that are not indexed may hold it too. */
  private String remedy() throws IOException {
    var states = new EnumMap<ShardState, Long>(ShardState.class);
    for (var ofScheme : parts.records().counts().states().values()) {
      ofScheme.forEach((state, count) -> states.merge(state, count, Long::sum));
    }
    var left = new ArrayList<String>();
    for (Map.Entry<ShardState, Long> entry : states.entrySet()) {
      if (!entry.getKey().readable()) {
        left.add(entry.getValue() + " " + entry.getKey());
      }
    }
    return left.isEmpty()
        ? "register a CAR that holds it"
        : "index the shards that are not, one may hold it: " + String.join(", ", left);
  }
}
