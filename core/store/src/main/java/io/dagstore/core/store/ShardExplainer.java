package io.dagstore.core.store;

import static io.dagstore.core.api.Explanation.Check.CID;
import static io.dagstore.core.api.Explanation.Check.HASH;
import static io.dagstore.core.api.Explanation.Check.MOUNT;
import static io.dagstore.core.api.Explanation.Check.POLICY;
import static io.dagstore.core.api.Explanation.Check.SHARD;
import static io.dagstore.core.api.Explanation.Check.SHARD_INDEX;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.Explanation.Check;
import io.dagstore.core.api.Explanation.Outcome;
import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The steps of a read within one shard that the inverted index names, up to where it ends. */
final class ShardExplainer {
  private static final String MADE_AGAIN = "a read by a node makes it again from the CAR";
  private static final String DOCTOR = "stop the node and let the doctor set the indices right";
  private static final String ABSENT =
      "register a CAR that holds it; where this one does, let the doctor set the indices right";
  private static final String NEW_CAR = "put a sound CAR back, or destroy the shard";

  private final Parts parts;
  private final BlockReader reader;
  private final VerifyPolicy policy;
  private final Cid cid;
  private final long key;
  private final int number;
  private ExplainNotes notes;

  ShardExplainer(
      Parts parts,
      BlockReader reader,
      VerifyPolicy policy,
      Cid cid,
      int number,
      ExplainNotes notes) {
    this.parts = parts;
    this.reader = reader;
    this.policy = policy;
    this.cid = cid;
    this.key = reader.key(cid);
    this.number = number;
    this.notes = notes;
  }

  /** True where the shard gives a sound copy out. */
  boolean serves() throws IOException {
    var found = parts.records().get(number).filter(record -> !record.destroying());
    if (found.isEmpty()) {
      return ends(SHARD, Outcome.NO, "number " + number + " is of no shard", DOCTOR);
    }
    var shard = found.get();
    notes = notes.of(shard.key());
    return isReadable(shard) && isMounted(shard);
  }

  private boolean isReadable(ShardRecord shard) {
    if (shard.indexed()) {
      boolean suspect = parts.suspects().has(number);
      notes.ok(SHARD, shard.state() + (suspect ? ", asked last: it failed a while ago" : ""));
      return true;
    }
    var why = shard.error().isEmpty() ? "" : ": " + shard.error();
    return ends(
        SHARD,
        Outcome.NO,
        shard.state() + why,
        shard.inFlight() ? "wait until it is indexed" : "recover the shard");
  }

  private boolean isMounted(ShardRecord shard) throws IOException {
    var provider = parts.mounts().registry().provider(shard.scheme());
    if (provider.isEmpty()) {
      return ends(
          MOUNT,
          Outcome.NO,
          "nothing opens mounts of scheme " + shard.scheme(),
          "bring back the plug-in that does");
    }
    Source source;
    try {
      if (!parts.transients().isLocal(provider.get(), shard)) {
        return ends(
            MOUNT,
            Outcome.NO,
            shard.mount() + " is read from a local copy, which is not there",
            "read the block: that makes the copy");
      }
      source = parts.transients().open(provider.get(), shard, CopyRoom.Use.READ);
    } catch (CorruptDataException e) {
      return ends(MOUNT, Outcome.CORRUPT, text(e), NEW_CAR);
    } catch (IOException | DagStoreException | IllegalArgumentException e) {
      return ends(MOUNT, Outcome.FAILED, shard.mount() + ": " + e, "put the CAR back");
    }
    try (source) {
      return isAsLarge(shard, source) && isIndexed(shard, source);
    }
  }

  private boolean isAsLarge(ShardRecord shard, Source source) {
    if (source.size() == shard.bytes()) {
      notes.ok(MOUNT, shard.mount() + ", " + source.size() + " bytes");
      return true;
    }
    return ends(
        MOUNT,
        Outcome.CORRUPT,
        shard.mount() + ": " + source.size() + " bytes, " + shard.bytes() + " when it was indexed",
        NEW_CAR);
  }

  private boolean isIndexed(ShardRecord shard, Source source) throws IOException {
    Optional<ShardIndex> found;
    try {
      found = parts.openIndex(shard);
    } catch (CorruptDataException e) {
      return ends(SHARD_INDEX, Outcome.CORRUPT, text(e), MADE_AGAIN);
    } catch (IOException e) {
      return ends(SHARD_INDEX, Outcome.FAILED, e.toString(), "see that its file can be read");
    }
    if (found.isEmpty()) {
      return ends(SHARD_INDEX, Outcome.NO, "it is gone", MADE_AGAIN);
    }
    try (var index = found.get()) {
      var provider = parts.mounts().provider(shard);
      return hasEntry(index) && hasBlock(new OpenShard(shard, provider, source, index), index);
    }
  }

  private boolean hasEntry(ShardIndex index) throws IOException {
    try {
      long entry = index.first(key);
      if (entry >= 0) {
        notes.ok(
            SHARD_INDEX, index.entries() + " entries, one leads to offset " + index.offset(entry));
        return true;
      }
    } catch (CorruptDataException e) {
      return ends(SHARD_INDEX, Outcome.CORRUPT, text(e), MADE_AGAIN);
    }
    return ends(SHARD_INDEX, Outcome.NO, "it has no entry", ABSENT);
  }

  private boolean hasBlock(OpenShard shard, ShardIndex index) throws IOException {
    try {
      var place = reader.place(shard, cid, key);
      if (place == null) {
        return ends(CID, Outcome.NO, "another block of the same key", ABSENT);
      }
      notes.ok(CID, place.length() + " bytes behind it, from offset " + place.offset());
    } catch (CorruptDataException e) {
      return blame(index, CID, e);
    } catch (IOException e) {
      return ends(CID, Outcome.FAILED, text(e), "see that its mount can be read");
    }
    return isSound(shard, index);
  }

  private boolean isSound(OpenShard shard, ShardIndex index) throws IOException {
    try {
      var _ = reader.read(shard, cid, key, VerifyPolicy.ALWAYS);
      notes.ok(HASH, "right");
    } catch (CorruptDataException e) {
      return blame(index, HASH, e);
    } catch (DagStoreException.Unverifiable e) {
      notes.ok(HASH, "not known here: " + text(e));
      if (policy != VerifyPolicy.NEVER) {
        return ends(POLICY, Outcome.NO, policyText(), "set the policy to never");
      }
    } catch (IOException e) {
      return ends(HASH, Outcome.FAILED, text(e), "see that its mount can be read");
    }
    notes.ok(POLICY, policyText());
    return true;
  }

  /** An index that is damaged leads to wrong bytes; else they are wrong themselves. */
  private boolean blame(ShardIndex index, Check check, CorruptDataException met)
      throws IOException {
    try {
      index.verify();
    } catch (CorruptDataException e) {
      return ends(SHARD_INDEX, Outcome.CORRUPT, text(e), MADE_AGAIN);
    }
    return ends(check, Outcome.CORRUPT, text(met), NEW_CAR);
  }

  private String policyText() {
    return policy.name().toLowerCase(Locale.ROOT).replace('_', '-')
        + switch (policy) {
          case NEVER -> ": given out without a look at its hash";
          case FIRST_READ -> ": hashed at its first read since the shard was opened";
          case ALWAYS -> ": hashed at every read";
        };
  }

  private boolean ends(Check check, Outcome outcome, String found, String remedy) {
    notes.ends(check, outcome, found, remedy);
    return false;
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
