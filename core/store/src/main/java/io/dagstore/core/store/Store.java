package io.dagstore.core.store;

import io.dagstore.core.api.Accessor;
import io.dagstore.core.api.BlockPlace;
import io.dagstore.core.api.Collected;
import io.dagstore.core.api.DagStore;
import io.dagstore.core.api.Explanation;
import io.dagstore.core.api.Listeners;
import io.dagstore.core.api.RebuildListener;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardNote;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.StoreDetail;
import io.dagstore.core.api.StoreStat;
import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.api.index.MultihashKey;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.api.index.ShardIndexRepository;
import io.dagstore.core.files.Closer;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.FoundBlocks;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The store over one directory. Between two calls nothing runs but what start-up found half done;
 * heap grows with open shards, not with registered ones. Thread-safe.
 */
public final class Store implements DagStore {
  /** For how long the file of the records is compacted at most. */
  private static final Duration COMPACT_AT_GC = Duration.ofSeconds(10);

  private static final Duration COMPACT_AT_CLOSE = Duration.ofSeconds(3);

  private final StoreConfig config;
  private final Parts parts;
  private final Lanes lanes;
  private final OpenShards open;
  private final Flushes flushes;
  private final ShardWalks walks;
  private final ShardViews views;
  private final Reconciliation reconciliation;
  private final Gate gate;
  private final MountWatch watch;
  private final Recoveries recoveries;
  private final Rebuilding rebuilding;
  private final Opener opener;
  private final StoreReads reads;
  private final ManyReads manyReads;
  private final ShardReads shardReads;
  private final Explainer explainer;
  private final Closer closer;

  /** Nobody looked yet for what processes before have left; this one leaves nothing. */
  private volatile boolean littered = true;

  private Store(StoreConfig config, Parts parts, Optional<Following> following, Closer closer) {
    this.config = config;
    this.parts = parts;
    this.closer = closer;
    lanes = new Lanes(config.executor);
    open = new OpenShards(config.maxOpenShards, config.executor);
    var indexer = new Indexer(parts, config.maxIndexing);
    flushes = new Flushes(parts, config.executor);
    walks = new ShardWalks(parts, lanes, open, indexer, flushes);
    reconciliation = new Reconciliation(parts, lanes, walks, flushes);
    gate = new Gate(following, new Reopening(parts.records(), lanes, reconciliation), config.mode);
    watch = new MountWatch(parts, lanes, open, walks, config.mode);
    recoveries = new Recoveries(parts, lanes, walks, config);
    rebuilding = new Rebuilding(parts, lanes, walks, config);
    opener = new Opener(parts, lanes, open, walks, config.mode);
    var tally = new Tally();
    views = new ShardViews(parts, open, tally);
    var reader = new BlockReader(parts.keys(), tally);
    var healing = new Healing(parts, lanes, open, walks, config.mode);
    var candidates = new Candidates(parts, open, opener, healing);
    reads = new StoreReads(parts, open, candidates, reader, tally, !config.follows);
    var overlap = new Overlap(config.executor);
    manyReads = new ManyReads(parts, open, opener, reader, reads, overlap);
    explainer = new Explainer(parts, reader, config.verify);
    shardReads = new ShardReads(reader, open, healing, config.verify);
  }

  /**
   * Opens the store; whoever opens closes. Opened to write, it sets right what a kill has left, and
   * indexing that was cut short goes on in the background.
   *
   * @throws io.dagstore.core.api.DagStoreException.StoreBusy if another has the directory open
   * @throws io.dagstore.core.api.DagStoreException.NoStore if it is opened to be read and is not
   *     there
   * @throws io.dagstore.core.files.CorruptDataException if records are not sound; names the file
   */
  public static Store open(StoreConfig config) throws IOException {
    var closer = new Closer();
    try {
      var directory = config.directory;
      var records = closer.register(Records.of(config));
      var shardIndices =
          closer.register(
              config.shardIndices.open(directory.resolve(Parts.SHARD_INDICES), config.mode));
      var following = Following.begin(config, records);
      var inverted =
          following.isPresent()
              ? closer.register(following.get().serving())
              : serving(config, records, shardIndices, closer);
      var events = Listeners.of(new JournalListener(config.journal, config.clock), config.listener);
      var keys = new MultihashKey(records.secret());
      var parts =
          new Parts(
              records,
              new ShardMounts(config.mounts),
              shardIndices,
              inverted,
              keys,
              events,
              config.indexers,
              closer.register(new Transients(config, config.mode, events)),
              new Suspects(config.clock),
              config.retryPlan(),
              config.steps);
      var store = new Store(config, parts, following, closer);
      events.add(store.recoveries);
      store.start();
      return store;
    } catch (IOException | RuntimeException | Error e) {
      try (closer) {
        throw e;
      }
    }
  }

  private static ServingIndex serving(
      StoreConfig config, Records records, ShardIndexRepository shardIndices, Closer closer)
      throws IOException {
    var opened = new IndexFolders(config, records).open(config.mode);
    if (config.mode == OpenMode.READ_WRITE) {
      return closer.register(new ServingIndex(opened));
    }
    closer.register(opened);
    return new ServingIndex(MarkedShards.with(opened, records, shardIndices, closer));
  }

  private void start() throws IOException {
    config.mounts.listen(watch);
    try {
      parts.transients().begin(parts.records(), open::letGoIdle);
      if (config.mode == OpenMode.READ_WRITE) {
        reconciliation.run();
        recoveries.start();
      }
    } catch (IOException | RuntimeException | Error e) {
      stop();
      throw e;
    }
  }

  private void stop() {
    config.mounts.unlisten(watch);
    recoveries.stop();
    rebuilding.stop();
    lanes.stop();
    rebuilding.awaitEnd();
    open.clear();
  }

  @Override
  public ShardInfo register(ShardKey key, URI mount, RegisterOptions options)
      throws IOException, InterruptedException {
    gate.checkWritable("register");
    var canonical = parts.mounts().registry().mount(mount).uri();
    if (options.copy().isPresent()) {
      parts.transients().checkForeign(options.copy().get());
    }
    return lanes.run(key, () -> walks.register(key, canonical, options)).info(false);
  }

  @Override
  public ShardInfo initialize(ShardKey key) throws IOException, InterruptedException {
    gate.checkWritable("initialize");
    return views.info(lanes.run(key, () -> walks.initialize(key)));
  }

  @Override
  public ShardInfo recover(ShardKey key) throws IOException, InterruptedException {
    gate.checkWritable("recover");
    return views.info(lanes.run(key, () -> walks.recover(key)));
  }

  @Override
  public List<Collected> gc() throws IOException, InterruptedException {
    gate.checkWritable("gc");
    var collected = new Garbage(parts).collect();
    compact(COMPACT_AT_GC);
    return collected;
  }

  @Override
  public List<Collected> sweep() throws IOException, InterruptedException {
    gate.checkWritable("sweep");
    flushes.rest();
    if (!littered) {
      return List.of();
    }
    var collected = gc();
    littered = collected.stream().anyMatch(one -> one.error().isPresent());
    return collected;
  }

  @Override
  public void rebuildIndex(String engine, RebuildListener listener)
      throws IOException, InterruptedException {
    gate.checkWritable("rebuild-index");
    rebuilding.run(engine, listener);
  }

  @Override
  public StoreStat stat() throws IOException {
    gate.check();
    return views.stat();
  }

  @Override
  public StoreDetail detail() throws IOException {
    gate.check();
    return views.detail();
  }

  @Override
  public Accessor acquire(ShardKey key) throws IOException, InterruptedException {
    gate.check();
    var held = opener.hold(key);
    return new Lease(held, held.roots(), shardReads);
  }

  @Override
  public Accessor acquireLocal(ShardKey key) throws IOException, InterruptedException {
    gate.check();
    opener.checkLocal(key);
    return acquire(key);
  }

  @Override
  public List<ShardKey> find(Cid cid) throws IOException {
    gate.look();
    return reads.find(cid);
  }

  @Override
  public List<BlockPlace> locate(Cid cid) throws IOException {
    gate.look();
    return reads.locate(cid);
  }

  @Override
  public Explanation explain(Cid cid) throws IOException {
    gate.check();
    return explainer.explain(cid);
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    return get(cid, config.verify);
  }

  @Override
  public Optional<Block> get(Cid cid, VerifyPolicy policy) throws IOException {
    gate.look();
    if (cid.isIdentity()) {
      return Optional.of(new Block(cid, cid.multihash().digest()));
    }
    return Optional.ofNullable(reads.get(cid, policy));
  }

  @Override
  public void getMany(List<Cid> cids, FoundBlocks found) throws IOException, InterruptedException {
    getMany(cids, config.verify, found);
  }

  @Override
  public void getMany(List<Cid> cids, VerifyPolicy policy, FoundBlocks found)
      throws IOException, InterruptedException {
    gate.look();
    manyReads.get(cids, policy, found);
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return size(cid).isPresent();
  }

  @Override
  public OptionalLong size(Cid cid) throws IOException {
    gate.look();
    return cid.isIdentity() ? OptionalLong.of(cid.multihash().digestLength()) : reads.size(cid);
  }

  @Override
  public Optional<ShardInfo> info(ShardKey key) throws IOException {
    gate.check();
    return views.info(key);
  }

  @Override
  public List<ShardNote> history(ShardKey key) throws IOException {
    gate.check();
    return parts.records().trouble(key).notes();
  }

  @Override
  public List<ShardInfo> list(ShardQuery query) throws IOException {
    gate.check();
    return views.list(query);
  }

  @Override
  public void destroy(ShardKey key) throws IOException, InterruptedException {
    gate.checkWritable("destroy");
    lanes.run(
        key,
        () -> {
          walks.destroy(key);
          return key;
        });
  }

  /** True once {@link #close} was called. */
  public boolean isClosed() {
    return gate.isClosed();
  }

  @Override
  public void close() throws IOException {
    if (gate.close()) {
      try (closer) {
        stop();
        if (config.mode == OpenMode.READ_WRITE && !parts.records().failed()) {
          flushes.flushRest();
          compact(COMPACT_AT_CLOSE);
        }
      }
    }
  }

  private void compact(Duration most) throws IOException {
    parts.records().compact(most, () -> parts.steps().reached("records compacted"));
  }
}
