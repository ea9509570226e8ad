package io.dagstore.core.store;

import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.util.Optional;

/** Examines one shard after the other; for several threads. */
final class ShardExam {
  private final Subject subject;
  private final Findings findings;
  private final Optional<InvertedExam> inverted;
  private final MountExam mounts;
  private final IndexExam indices;
  private final DataExam data;
  private final boolean deep;

  ShardExam(
      Subject subject,
      Findings findings,
      Optional<InvertedExam> inverted,
      DataExam data,
      boolean deep) {
    this.subject = subject;
    this.findings = findings;
    this.inverted = inverted;
    this.data = data;
    this.deep = deep;
    mounts = new MountExam(subject.mounts(), findings);
    indices = new IndexExam(subject, findings);
  }

  /** Of a shard that is not available, its record alone says something. */
  void examine(ShardRecord shard) throws IOException {
    if (shard.inFlight()) {
      inverted.ifPresent(exam -> exam.spare(shard));
    } else if (shard.indexed()) {
      indexed(shard);
    }
    findings.examined(shard);
  }

  private void indexed(ShardRecord shard) throws IOException {
    boolean readable = mounts.readable(shard);
    var index = indices.sound(shard, readable);
    if (index.isEmpty()) {
      inverted.ifPresent(exam -> exam.spare(shard));
      return;
    }
    try (var sound = index.get()) {
      if (!again(shard, sound, readable)) {
        known(shard, sound);
      }
    }
  }

  /** Compares index and bytes; true: the index was made again, in both indices. */
  private boolean again(ShardRecord shard, ShardIndex index, boolean readable) throws IOException {
    var now = subject.maps().record(shard.key().value()).orElse(shard);
    var found = readable ? compare(now, index) : Optional.<Finding>empty();
    if (found.isEmpty() || !indices.again(now, found.get(), true)) {
      return false;
    }
    inverted.ifPresent(exam -> exam.spare(now));
    return true;
  }

  private Optional<Finding> compare(ShardRecord shard, ShardIndex index) throws IOException {
    var found = deep ? data.deep(shard, index) : data.count(shard, index);
    return found.map(finding -> finding.in(shard.key()));
  }

  private void known(ShardRecord shard, ShardIndex index) throws IOException {
    if (inverted.isEmpty()) {
      return;
    }
    try {
      inverted.get().examine(shard, index);
    } catch (CorruptDataException e) {
      findings.tell(Finding.of(Invariant.INVERTED_SOUND, e).in(shard.key()));
    }
  }
}
