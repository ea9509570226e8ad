package io.dagstore.core.store;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.index.ShardIndex;
import io.dagstore.core.api.mount.MountGoneException;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.car.CarLimits;
import io.dagstore.core.car.CarScanner;
import io.dagstore.core.car.ZeroSection;
import io.dagstore.core.files.Closer;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A shard with its source and index open, shared by all its readers. Readers {@link #enter} for the
 * time of a read, accessors hold it until they are closed; it is closed when it was let go and the
 * last reader has left.
 */
final class OpenShard {
  private static final int RETIRED = Integer.MIN_VALUE;

  /** Entries of a shard that many are open of: it must be small in memory. */
  private static final int FEW = 1_000;

  private final int number;
  private final ShardKey key;
  private final String scheme;
  private final MountProvider provider;
  private volatile @Nullable List<Cid> roots;
  private final Source source;
  private volatile Lookup lookup;
  private final CompletableFuture<@Nullable Void> shutting = new CompletableFuture<>();
  private final Leases readers;
  private final AtomicInteger accessors = new AtomicInteger();
  private volatile boolean revoked;
  private volatile boolean failed;

  /**
   * When it was last read, in openings of other shards; racy on purpose, it only picks a victim.
   */
  private long touched;

  OpenShard(ShardRecord shard, MountProvider provider, Source source, ShardIndex index) {
    this.number = shard.number();
    this.key = shard.key();
    this.scheme = shard.scheme();
    this.provider = provider;
    this.roots = shard.layout().isCar() ? null : shard.layout().roots();
    this.source = source;
    this.lookup = new Lookup(this, index, null);
    this.readers = new Leases(index.entries() < FEW ? 1 : 8);
  }

  int number() {
    return number;
  }

  ShardKey key() {
    return key;
  }

  /** Who gave the source. */
  MountProvider provider() {
    return provider;
  }

  /** The roots of a CAR are read when somebody asks for them. */
  List<Cid> roots() throws IOException {
    var known = roots;
    if (known == null) {
      known = read(source);
      roots = known;
    }
    return known;
  }

  boolean knowsRoots() {
    return roots != null;
  }

  private static List<Cid> read(Source source) throws IOException {
    try (var scanner = CarScanner.over(source, CarLimits.DEFAULT, ZeroSection.END)) {
      return scanner.header().roots();
    } catch (InternalError e) {
      throw source.fault(e);
    }
  }

  Source source() {
    return source;
  }

  /** What a read looks entries up in, from its start to its end. */
  Lookup lookup() {
    return lookup;
  }

  /**
   * Takes another index for readers to come. The caller has entered; only one replaces at a time.
   */
  void replace(ShardIndex index) {
    lookup = new Lookup(this, index, lookup);
    failed = false;
  }

  /** Its index is damaged and could not be made again: it is for nobody but those who hold it. */
  void fail() {
    failed = true;
  }

  boolean failed() {
    return failed;
  }

  void touch(long now) {
    if (touched != now) {
      touched = now;
    }
  }

  long touched() {
    return touched;
  }

  /** As {@link Leases#enter}: negative, it is on its way out. */
  int enter() {
    return readers.enter();
  }

  /** Ends what {@link #enter} began; true: the caller is the one to {@link #close} it. */
  boolean leave(int entered) {
    return readers.leave(entered);
  }

  /** Takes an accessor's hold; false: it is on its way out. */
  boolean hold() {
    for (int now = accessors.get(); now >= 0; now = accessors.get()) {
      if (accessors.compareAndSet(now, now + 1)) {
        return true;
      }
    }
    return false;
  }

  void unhold() {
    accessors.decrementAndGet();
  }

  /** Tells whether nobody holds it and it is not on its way out. */
  boolean idle() {
    return accessors.get() == 0;
  }

  int held() {
    return Math.max(0, accessors.get());
  }

  /** Refuses holds from now on; false: somebody has one. */
  boolean retire() {
    return accessors.compareAndSet(0, RETIRED);
  }

  /** Refuses holds from now on and ends those that there are: its provider is gone. */
  void revoke() {
    revoked = true;
    accessors.updateAndGet(now -> now < 0 ? now : now + RETIRED);
  }

  /** What a reader is told who comes too late, or who meets this failure. */
  IOException ended(@Nullable IOException failure) {
    if (revoked && !(failure instanceof MountGoneException)) {
      var gone = new MountGoneException(key, scheme);
      gone.initCause(failure);
      return gone;
    }
    return failure == null ? new IOException("shard " + key + " was closed") : failure;
  }

  /** Refuses readers from now on; true: the caller is the one to {@link #close} it. */
  boolean shut() {
    shutting.complete(null);
    return readers.shut();
  }

  /** Ends when it begins to refuse readers. */
  CompletableFuture<@Nullable Void> shutting() {
    return shutting;
  }

  /** Closes its source and each index it had, which readers may have been in; called once. */
  void close() throws IOException {
    var closer = new Closer();
    closer.register(source);
    for (var each = lookup; each != null; each = each.before()) {
      closer.register(each.index());
    }
    closer.close();
  }
}
