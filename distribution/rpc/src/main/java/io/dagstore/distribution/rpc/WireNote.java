package io.dagstore.distribution.rpc;

import io.dagstore.core.api.ShardNote;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** One thing that happened to a shard. */
record WireNote(Instant time, String what, String text, Optional<Instant> retry) {
  static WireNote of(ShardNote note) {
    return new WireNote(note.time(), note.what().name(), note.text(), note.retry());
  }

  /** The note, or nothing where a newer node tells of what is not known here. */
  Stream<ShardNote> note() {
    return Arrays.stream(ShardNote.What.values())
        .filter(known -> known.name().equals(what))
        .map(known -> new ShardNote(time, known, text, retry));
  }
}
