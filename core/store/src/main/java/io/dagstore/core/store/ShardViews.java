package io.dagstore.core.store;

import io.dagstore.core.api.ShardInfo;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.api.StoreDetail;
import io.dagstore.core.api.StoreStat;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/**
 * The catalogue as callers see it: records, and what is not recorded because it holds only now, who
 * is leased and whose mount is gone.
 */
final class ShardViews {
  /** Records to look at in one go, however few are asked for: a rare state may be far away. */
  private static final int MIN_PAGE = 256;

  private final Parts parts;
  private final OpenShards open;
  private final Tally tally;

  ShardViews(Parts parts, OpenShards open, Tally tally) {
    this.parts = parts;
    this.tally = tally;
    this.open = open;
  }

  ShardInfo info(ShardRecord shard) {
    if (!parts.mounts().here(shard)) {
      return shard.unavailable();
    }
    var shared = open.get(shard.number());
    return shard.info(shared != null && shared.held() > 0);
  }

  Optional<ShardInfo> info(ShardKey key) throws IOException {
    return parts.records().get(key).filter(shard -> !shard.destroying()).map(this::info);
  }

  List<ShardInfo> list(ShardQuery query) throws IOException {
    var page = new ArrayList<ShardInfo>();
    var after = query.after();
    int step = Math.max(query.limit(), MIN_PAGE);
    while (page.size() < query.limit()) {
      var shards = parts.records().page(query.prefix().orElse(""), after, step);
      for (var shard : shards) {
        var info = info(shard);
        if (page.size() < query.limit()
            && !shard.destroying()
            && query.state().map(state -> state == info.state()).orElse(true)) {
          page.add(info);
        }
      }
      if (shards.size() < step) {
        return page;
      }
      after = Optional.of(shards.getLast().key());
    }
    return page;
  }

  StoreStat stat() throws IOException {
    var counts = parts.records().counts();
    var states = new EnumMap<ShardState, Long>(ShardState.class);
    counts
        .states()
        .forEach((scheme, byState) -> {
          boolean here = parts.mounts().registry().provider(scheme).isPresent();
          byState.forEach((state, count) -> {
            var shown = here || state == ShardState.ERRORED ? state : ShardState.UNAVAILABLE;
            states.merge(shown, count, Long::sum);
          });
        });
    var opened = open.all();
    long held = opened.stream().filter(shard -> shard.held() > 0).count();
    long serving = Math.min(held, states.getOrDefault(ShardState.AVAILABLE, 0L));
    states.merge(ShardState.SERVING, serving, Long::sum);
    states.merge(ShardState.AVAILABLE, -serving, Long::sum);
    states.values().removeIf(count -> count == 0);
    var transients = parts.transients();
    return new StoreStat(
        states,
        opened.size(),
        counts.blocks(),
        counts.bytes(),
        transients.used(),
        transients.limit());
  }

  StoreDetail detail() throws IOException {
    var all = parts.inverted().stat();
    return new StoreDetail(
        Files.size(parts.records().path()),
        parts.records().counts().indexBytes(),
        openIndices(),
        new StoreDetail.Inverted(all.shards(), all.entries(), all.bytes(), all.details()),
        new StoreDetail.Reads(
            tally.sum(Tally.GUESSED),
            tally.sum(Tally.LOOKED),
            tally.sum(Tally.TRUSTED),
            tally.sum(Tally.HASHED),
            parts.suspects().count()));
  }

  private StoreDetail.OpenIndices openIndices() {
    int shards = 0;
    long entries = 0;
    long bytes = 0;
    for (var shard : open.all()) {
      var index = shard.lookup().index();
      shards++;
      entries += index.entries();
      bytes += index.bytes();
    }
    return new StoreDetail.OpenIndices(shards, entries, bytes);
  }
}
