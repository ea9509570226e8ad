package io.dagstore.core.store;

import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Examines a shard's index by itself: whether it is there, and is what was written. */
final class IndexExam {
  private final Subject subject;
  private final Findings findings;

  IndexExam(Subject subject, Findings findings) {
    this.subject = subject;
    this.findings = findings;
  }

  /**
   * The index, whole and checked, which the caller closes; made again where that is wanted and the
   * shard's bytes are there. Empty where there is none that can be trusted.
   */
  Optional<ShardIndex> sound(ShardRecord shard, boolean readable) throws IOException {
    ShardIndex index = null;
    Finding found;
    try {
      index = subject.openIndex(shard).orElse(null);
      if (index != null) {
        index.verify();
        return Optional.of(index);
      }
      found =
          Finding.of(
              Invariant.SHARD_INDEX_THERE, "shard indices", "an index of this shard", "none");
    } catch (CorruptDataException e) {
      close(index);
      found = Finding.of(Invariant.SHARD_INDEX_SOUND, e);
    }
    return again(shard, found.in(shard.key()), readable)
        ? subject.openIndex(shard)
        : Optional.empty();
  }

  /** Makes the index again where that is wanted; true: there is a sound one now. */
  boolean again(ShardRecord shard, Finding found, boolean readable) {
    if (subject.mender().isEmpty() || !readable) {
      findings.tell(
          readable ? found : found.remedy(found.remedy() + ", once its bytes can be read"));
      return false;
    }
    var mender = subject.mender().get();
    return findings.tell(found, () -> mender.index(shard, found));
  }

  private static void close(@Nullable ShardIndex index) throws IOException {
    if (index != null) {
      index.close();
    }
  }
}
