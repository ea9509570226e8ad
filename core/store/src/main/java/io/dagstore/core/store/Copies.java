package io.dagstore.core.store;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.ipld.Multihash;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The local copies on the disk: finds what is there and sound, makes what is not, removes what has
 * to go. Each shard's by one thread at a time; otherwise thread-safe.
 */
final class Copies {
  private static final Logger LOG = System.getLogger(Copies.class.getName());

  /** The folder of the copies, in the store's. */
  private static final String FOLDER = "transients";

  private final CopyFiles files;
  private final Quota quota;
  private final Semaphore turns;
  private final Steps steps;
  private final long noteStep;
  private final StoreListener events;
  private final Map<ShardKey, GoodCopy> good = new ConcurrentHashMap<>();

  Copies(StoreConfig config, StoreListener events) {
    this.files = new CopyFiles(config.directory.resolve(FOLDER));
    this.quota = new Quota(config.copyLimits, this::evict);
    this.turns = new Semaphore(config.maxCopying == 0 ? Integer.MAX_VALUE : config.maxCopying);
    this.steps = config.steps;
    this.noteStep = config.copyNoteStep;
    this.events = events;
  }

  Quota quota() {
    return quota;
  }

  /** The copy where it was found or made since the start. */
  Optional<GoodCopy> known(ShardKey key) {
    return Optional.ofNullable(good.get(key));
  }

  /** Says that a copy is not what it was. */
  void doubt(ShardKey key, GoodCopy copy) {
    good.remove(key, copy);
  }

  /** Lets the next one who wants the copy look at it again. */
  void forget(ShardKey key) {
    good.remove(key);
  }

  /**
   * Refuses a copy of somebody else in the folder of ours, where it would be removed.
   *
   * @throws IllegalArgumentException if it lies there
   */
  void checkForeign(Path file) throws IOException {
    if (real(file).startsWith(real(files.folder()))) {
      throw new IllegalArgumentException(
          "copy: expected a file outside of " + files.folder() + ", got " + file);
    }
  }

  private static Path real(Path path) throws IOException {
    return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
  }

  /** Whether there is a copy, sound or not. */
  boolean isThere(ShardRecord shard) {
    var foreign = shard.copy().path();
    return Files.isRegularFile(files.whole(shard.key()))
        || (!foreign.isEmpty() && Files.isRegularFile(Path.of(foreign)));
  }

  /** A sound copy that is there, somebody else's first; its bytes are read once to see that. */
  Optional<GoodCopy> find(ShardRecord shard) throws IOException {
    var found = foreign(shard);
    var copy = found.isPresent() ? found : own(shard);
    copy.ifPresent(one -> good.put(shard.key(), one));
    return copy;
  }

  private Optional<GoodCopy> foreign(ShardRecord shard) throws IOException {
    var facts = shard.copy();
    if (facts.path().isEmpty() || !Files.isRegularFile(Path.of(facts.path()))) {
      return Optional.empty();
    }
    var copy = look(Path.of(facts.path()));
    boolean same = facts.digest().map(copy.digest()::equals).orElse(true);
    return same ? Optional.of(copy) : Optional.empty();
  }

  private Optional<GoodCopy> own(ShardRecord shard) throws IOException {
    var key = shard.key();
    var file = files.whole(key);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    var expected = CopyNote.read(files.note(key)).map(CopyNote::digest).or(shard.copy()::digest);
    var copy = look(file);
    if (expected.map(copy.digest()::equals).orElse(false)) {
      quota.settle(key, copy.size());
      return Optional.of(copy);
    }
    events.on(new StoreEvent.Repaired(key, "its local copy was damaged and is made again"));
    remove(key);
    return Optional.empty();
  }

  private static GoodCopy look(Path file) throws IOException {
    Multihash digest = CopyDigest.of(file);
    return new GoodCopy(file, Files.size(file), digest);
  }

  /** Makes a copy, when it is its turn. */
  GoodCopy make(Mount mount, ShardRecord shard) throws IOException, InterruptedException {
    quota.stall(shard.key(), true);
    try {
      return makeInTurn(mount, shard);
    } finally {
      quota.stall(shard.key(), false);
    }
  }

  private GoodCopy makeInTurn(Mount mount, ShardRecord shard)
      throws IOException, InterruptedException {
    var stat = mount.stat();
    if (!stat.exists()) {
      throw new NoSuchFileException(mount.uri().toString());
    }
    if (!stat.ready()) {
      return copy(mount, stat, shard);
    }
    turns.acquire();
    try {
      return copy(mount, stat, shard);
    } finally {
      turns.release();
    }
  }

  private GoodCopy copy(Mount mount, MountStat stat, ShardRecord shard)
      throws IOException, InterruptedException {
    var key = shard.key();
    try (var part = PartialCopy.open(files, key, steps, noteStep)) {
      new Copying(mount, shard, quota, part).run(stat);
      var note = part.commit();
      var copy = new GoodCopy(files.whole(key), note.length(), note.digest());
      good.put(key, copy);
      events.on(new StoreEvent.Copied(key, note.length(), note.resumed()));
      return copy;
    } finally {
      quota.settle(key, files.size(key));
    }
  }

  /** Called by the quota, which has seen that nobody uses the copy; false: it stays. */
  private boolean evict(ShardKey key, long bytes) {
    try {
      good.remove(key);
      files.remove(key);
      events.on(new StoreEvent.Evicted(key, bytes));
      return true;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the local copy of shard " + key + " cannot be removed", e);
      return false;
    }
  }

  /** Removes what the store has of a copy that nobody uses. */
  void remove(ShardKey key) throws IOException {
    good.remove(key);
    files.remove(key);
    quota.settle(key, 0);
  }

  /** Counts what is there, the oldest first, and removes what is of no shard. */
  void begin(Records records, boolean writable) throws IOException {
    var times = new HashMap<ShardKey, FileTime>();
    for (var found : files.list()) {
      var time = Files.getLastModifiedTime(found.file());
      var owner = owner(found, records, writable);
      if (owner.isPresent()) {
        times.merge(owner.get(), time, (one, other) -> one.compareTo(other) > 0 ? one : other);
      } else if (writable) {
        Files.delete(found.file());
        var key = found.key().orElse(ShardKey.of(found.file().getFileName().toString()));
        events.on(new StoreEvent.GarbageCollected(key, Optional.empty()));
      }
    }
    var oldestFirst = new ArrayList<>(times.keySet());
    oldestFirst.sort(Comparator.comparing(times::get));
    for (var key : oldestFirst) {
      quota.adopt(key, files.size(key));
    }
  }

  /** Names of files that are of no shard. */
  List<String> unowned(Records records) throws IOException {
    var names = new ArrayList<String>();
    for (var found : files.list()) {
      if (owner(found, records, /* writable= */ false).isEmpty()) {
        names.add(FOLDER + "/" + found.file().getFileName());
      }
    }
    return names;
  }

  private Optional<ShardKey> owner(CopyFiles.Found found, Records records, boolean writable)
      throws IOException {
    if (found.key().isPresent() && records.get(found.key().get()).isPresent()) {
      return found.key();
    }
    if (found.raw().isEmpty() || records.get(found.raw().get()).isEmpty()) {
      return Optional.empty();
    }
    if (writable) {
      files.adopt(found.file(), found.raw().get());
    }
    return found.raw();
  }
}
