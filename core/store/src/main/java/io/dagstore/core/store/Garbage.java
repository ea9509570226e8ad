package io.dagstore.core.store;

import io.dagstore.core.api.Collected;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.index.ShardOwner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects what no shard owns. A shard has its record before it has anything else. */
final class Garbage implements ShardOwner {
  private final Parts parts;

  Garbage(Parts parts) {
    this.parts = parts;
  }

  List<Collected> collect() throws IOException {
    var collected = new ArrayList<>(parts.shardIndices().collect(this));
    collected.addAll(parts.transients().collect(parts));
    for (var one : collected) {
      parts.events().on(new StoreEvent.GarbageCollected(one.key(), one.error()));
    }
    return collected;
  }

  @Override
  public boolean owns(ShardKey key) throws IOException {
    return parts.records().get(key).isPresent();
  }

  @Override
  public void forEach(Consumer<ShardKey> reader) throws IOException {
    var after = Optional.<ShardKey>empty();
    while (true) {
      var page = parts.records().page("", after, ShardQuery.MAX_LIMIT);
      page.forEach(shard -> reader.accept(shard.key()));
      if (page.size() < ShardQuery.MAX_LIMIT) {
        return;
      }
      after = Optional.of(page.getLast().key());
    }
  }
}
