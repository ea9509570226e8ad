package io.dagstore.distribution.gostore;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.distribution.gostore.GoMounts.Place;
import io.dagstore.distribution.gostore.Imported.Index;
import io.dagstore.distribution.gostore.Imported.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Takes one shard over. Thread-safe. */
final class ShardImport {
  private final GoStore from;
  private final GoMounts mounts;
  private final Catalogue into;

  ShardImport(GoStore from, GoMounts mounts, Catalogue into) {
    this.from = from;
    this.mounts = mounts;
    this.into = into;
  }

  Imported take(GoEntry entry) throws InterruptedException {
    return switch (entry) {
      case GoEntry.Undecodable none -> undecodable(none);
      case GoEntry.Shard shard -> new Work(shard.record()).run();
    };
  }

  private static Imported undecodable(GoEntry.Undecodable none) {
    var why = new IOException(none.why());
    return new Imported(
        none.name(),
        Outcome.UNDECODABLE,
        Optional.empty(),
        "",
        "",
        false,
        Index.UNCOMPARED,
        "",
        Optional.of(why));
  }

  /** One shard on its way. */
  private final class Work {
    private final GoRecord record;
    private Optional<ShardInfo> shard = Optional.empty();
    private boolean fromCopy;
    private Index index = Index.UNCOMPARED;
    private String difference = "";

    Work(GoRecord record) {
      this.record = record;
    }

    Imported run() throws InterruptedException {
      try {
        var key = ShardKey.of(record.key());
        var wanted = mounts.of(record.mount());
        var copy = from.copy(record).map(mounts::file);
        var there = into.info(key);
        if (there.isPresent()) {
          return again(key, there.get(), wanted, copy);
        }
        return register(key, wanted, copy);
      } catch (IOException | DagStoreException | IllegalArgumentException e) {
        return ended(Outcome.FAILED, e);
      }
    }

    private Imported again(ShardKey key, ShardInfo there, Place wanted, Optional<Place> copy)
        throws IOException, InterruptedException {
      shard = Optional.of(there);
      fromCopy = copy.isPresent() && there.mount().equals(copy.get().uri());
      if (!fromCopy && !there.mount().equals(wanted.uri())) {
        var got = "another mount, " + there.mount();
        return ended(
            Outcome.DIFFERS,
            new CorruptDataException(record.key(), -1, "shard", wanted.uri().toString(), got));
      }
      var place = fromCopy ? copy.get() : wanted;
      return isDone(there) ? ended(Outcome.PRESENT) : attempt(() -> into.initialize(key), place);
    }

    private boolean isDone(ShardInfo there) {
      return switch (there.state()) {
        case NEW -> record.waits();
        case ERRORED -> record.wasErrored();
        case INITIALIZING, RECOVERING -> false;
        case AVAILABLE, SERVING, UNAVAILABLE, UNKNOWN -> true;
      };
    }

    private Imported register(ShardKey key, Place wanted, Optional<Place> copy)
        throws IOException, InterruptedException {
      var options = record.waits() ? RegisterOptions.LAZY : RegisterOptions.EAGER;
      boolean absent = wanted.file().isPresent() && !Files.exists(wanted.file().get());
      if (absent && copy.isEmpty() && !record.wasErrored()) {
        throw new NoSuchFileException(wanted.file().get().toString());
      }
      if (!absent || copy.isEmpty()) {
        try {
          return attempt(() -> into.register(key, wanted.uri(), options), wanted);
        } catch (DagStoreException.UnknownScheme e) {
          if (copy.isEmpty()) {
            throw e;
          }
        }
      }
      fromCopy = true;
      return attempt(() -> into.register(key, copy.get().uri(), options), copy.get());
    }

    /** A shard that Go could not read may be one that we cannot read either. */
    private Imported attempt(Step step, Place place) throws IOException, InterruptedException {
      try {
        shard = Optional.of(step.take());
      } catch (DagStoreException.ShardFailed e) {
        shard = into.info(e.key());
        return record.wasErrored() ? ended(Outcome.IMPORTED) : ended(Outcome.FAILED, e);
      }
      compare(place);
      return ended(Outcome.IMPORTED);
    }

    private void compare(Place place) {
      var written = from.index(record);
      boolean indexed = shard.map(ShardInfo::state).filter(ShardState::readable).isPresent();
      if (written.isPresent() && place.file().isPresent() && indexed) {
        difference = difference(written.get(), place.file().get());
        index = difference.isEmpty() ? Index.SAME : Index.DIFFERS;
      }
    }

    private String difference(Path written, Path car) {
      try {
        var version = from.indexVersion();
        return version.equals("1")
            ? Comparison.of(written, car)
            : "expected indices of version 1, got " + version;
      } catch (IOException e) {
        return String.valueOf(e.getMessage());
      }
    }

    private Imported ended(Outcome outcome) {
      return ended(outcome, Optional.empty());
    }

    private Imported ended(Outcome outcome, Exception failure) {
      return ended(outcome, Optional.of(failure));
    }

    private Imported ended(Outcome outcome, Optional<Exception> failure) {
      return new Imported(
          record.key(),
          outcome,
          shard,
          record.stateName(),
          record.wasErrored() ? record.error() : "",
          fromCopy,
          index,
          difference,
          failure);
    }
  }

  /** Takes a shard in, and answers when that is durable. */
  private interface Step {
    ShardInfo take() throws IOException, InterruptedException;
  }
}
