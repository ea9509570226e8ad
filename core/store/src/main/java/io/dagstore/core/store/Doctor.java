package io.dagstore.core.store;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.Listeners;
import io.dagstore.core.api.StoreListener;
import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.MultihashKey;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.core.car.Work;
import io.dagstore.core.files.Closer;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Examines a store that nobody has open to write: each {@link Invariant}, over all shards, several
 * at once and in a memory that does not grow with them. It writes nothing unless it is told to
 * repair; then it makes again what can be made again, and never removes what cannot: records, data.
 * What a stopped process left on its way is no finding: the next opening goes on with it. For one
 * thread.
 */
public final class Doctor {
  private final StoreConfig config;
  private final DoctorListener listener;
  private boolean deep;
  private boolean mending;

  /**
   * A doctor of the store that this configuration tells of, in whatever mode that is.
   *
   * @param listener hears of each finding as soon as it is there
   */
  public Doctor(StoreConfig config, DoctorListener listener) {
    this.config = config;
    this.listener = listener;
  }

  /** Reads and hashes every block of every shard too. */
  public Doctor deep() {
    deep = true;
    return this;
  }

  /** Repairs what can be made again; the store is opened to be written, alone. */
  public Doctor mending() {
    mending = true;
    return this;
  }

  /**
   * Examines, and returns what that has come to.
   *
   * @throws DagStoreException.StoreBusy if another has the store open
   * @throws DagStoreException.NoStore if there is none
   * @throws IOException if the world failed: what is read is damaged is a finding
   * @throws InterruptedException if the caller was; what was repaired by then stays so
   */
  public Checkup examine() throws IOException, InterruptedException {
    var findings = new Findings(listener, mending);
    try {
      var look = look(findings);
      if (look.indicesOpen()) {
        through(look, findings);
      }
    } catch (CorruptDataException e) {
      findings.tell(Finding.of(Invariant.RECORDS_FILE, e));
    }
    return findings.checkup();
  }

  /**
   * What is seen before anything is opened to be written, since that clears away.
   *
   * @param indicesOpen the shard indices can be opened
   * @param inverted what is wrong with the inverted index as a whole
   * @param unowned names of files that nobody owns
   */
  private record FirstLook(boolean indicesOpen, Optional<Finding> inverted, List<String> unowned) {}

  private FirstLook look(Findings findings) throws IOException {
    try (var records = Records.open(config.directory, OpenMode.READ_ONLY, config.random)) {
      var unowned = new ArrayList<String>();
      try (var transients = new Transients(config, OpenMode.READ_ONLY, StoreListener.none())) {
        unowned.addAll(transients.unowned(records));
      }
      try (var indices = openIndices(OpenMode.READ_ONLY)) {
        unowned.addAll(indices.unowned(records.maps()));
      } catch (CorruptDataException e) {
        findings.tell(
            Finding.of(Invariant.SHARD_INDEX_SOUND, e)
                .remedy("remove the folder 'index': it is made again from the CARs"));
        return new FirstLook(false, Optional.empty(), unowned);
      }
      var folders = new IndexFolders(config, records);
      unowned.addAll(folders.leftovers());
      try (var inverted = folders.open(OpenMode.READ_ONLY)) {
        unowned.addAll(inverted.unowned());
        inverted.verify();
      } catch (CorruptDataException e) {
        var found = Finding.of(Invariant.INVERTED_SOUND, e);
        return new FirstLook(true, Optional.of(found), unowned);
      }
      return new FirstLook(true, Optional.empty(), unowned);
    }
  }

  private void through(FirstLook look, Findings findings) throws IOException, InterruptedException {
    try (var closer = new Closer()) {
      var mode = mending ? OpenMode.READ_WRITE : OpenMode.READ_ONLY;
      var records = closer.register(Records.open(config.directory, mode, config.random));
      new RecordsExam(records.maps(), findings).examine();
      var indices = closer.register(openIndices(mode));
      var inverted = Optional.<InvertedIndex>empty();
      if (mending && look.inverted().isPresent()) {
        new IndexFolders(config, records).discard();
      }
      if (mending || look.inverted().isEmpty()) {
        var flushed = closer.register(new IndexFolders(config, records).open(mode));
        inverted = Optional.of(whole(flushed, records, indices, closer));
      }
      shards(look, records, indices, inverted, findings);
      files(look, records.maps(), indices, findings);
    }
  }

  /** With what was not flushed: that is no finding. */
  private InvertedIndex whole(
      InvertedIndex flushed, Records records, ShardIndexRepository indices, Closer closer)
      throws IOException {
    if (!mending) {
      return MarkedShards.with(flushed, records, indices, closer);
    }
    var unflushed = new Unflushed(records, indices, flushed);
    unflushed.forgetDoubtful();
    unflushed.takeIn(records.marks());
    return flushed;
  }

  private void shards(
      FirstLook look,
      Records records,
      ShardIndexRepository indices,
      Optional<InvertedIndex> inverted,
      Findings findings)
      throws IOException, InterruptedException {
    var keys = new MultihashKey(records.secret());
    var mounts = new ShardMounts(config.mounts);
    var transients = transients(records);
    var parts =
        inverted.map(all ->
            new Parts(
                records,
                mounts,
                indices,
                new ServingIndex(all),
                keys,
                events(),
                config.indexers,
                transients,
                new Suspects(config.clock),
                config.retryPlan(),
                config.steps));
    var mender = mending ? parts.map(this::mender) : Optional.<Mender>empty();
    var subject = new Subject(records, mounts, indices, inverted, keys, transients, mender);
    Optional<InvertedExam> whole =
        inverted.isPresent()
            ? Optional.of(
                new InvertedExam(subject, inverted.get(), findings, look.inverted().isPresent()))
            : Optional.empty();
    var data = new DataExam(subject, findings, new Work(config.executor, config.maxIndexing));
    var exam = new ShardExam(subject, findings, whole, data, deep);
    new ShardsExam(records.maps(), exam).examine(config.executor, config.maxIndexing);
    whole.ifPresent(InvertedExam::end);
    if (mending && inverted.isPresent()) {
      flush(records, inverted.get());
    }
    look.inverted().ifPresent(found -> findings.tell(found, () -> {}));
  }

  private static void flush(Records records, InvertedIndex inverted) throws IOException {
    var marks = records.marks();
    inverted.flush();
    records.dropMarks(marks);
  }

  private Listeners events() {
    return Listeners.of(new JournalListener(config.journal, config.clock), config.listener);
  }

  private Transients transients(Records records) throws IOException {
    var mode = mending ? OpenMode.READ_WRITE : OpenMode.READ_ONLY;
    var transients = new Transients(config, mode, events());
    transients.begin(records, _ -> false);
    return transients;
  }

  private Mender mender(Parts parts) {
    var open = new OpenShards(config.maxOpenShards, config.executor);
    var indexer = new Indexer(parts, config.maxIndexing);
    var flushes = new Flushes(parts, config.executor);
    return new Mender(
        parts, new ShardWalks(parts, new Lanes(config.executor), open, indexer, flushes));
  }

  /** Opening to write has cleared away some of them; the rest is collected. */
  private void files(
      FirstLook look, RecordMaps maps, ShardIndexRepository indices, Findings findings)
      throws IOException {
    var left = new HashSet<>(look.unowned());
    if (mending) {
      indices.collect(maps);
      left.retainAll(indices.unowned(maps));
    }
    for (var name : look.unowned()) {
      var found = Finding.of(Invariant.FILES_OWNED, name, "a shard that owns it", "none");
      findings.tell(mending && !left.contains(name) ? found.mended() : found);
    }
  }

  private ShardIndexRepository openIndices(OpenMode mode) throws IOException {
    return config.shardIndices.open(config.directory.resolve(Parts.SHARD_INDICES), mode);
  }
}
