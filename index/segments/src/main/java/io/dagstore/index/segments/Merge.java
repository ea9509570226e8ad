package io.dagstore.index.segments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Makes one segment of several. */
final class Merge {
  private final List<Live> inputs;
  private final List<ShardSet> shards = new ArrayList<>();

  Merge(List<Live> inputs) throws IOException {
    this.inputs = inputs;
    for (Live input : inputs) {
      shards.add(input.shards());
    }
  }

  /** Writes the segment; two walks over the inputs, the first of which measures. */
  void write(Path file, long number, BooleanSupplier stop) throws IOException {
    SegmentSize size = SegmentSize.measure(groups(), stop);
    ShardSet all = ShardSet.of(shards.stream().flatMapToInt(ShardSet::stream));
    SegmentWriter.write(file, number, size, groups(), all, stop);
  }

  private KeyGroups groups() throws IOException {
    var walks = new ArrayList<Postings>();
    for (Live input : inputs) {
      walks.add(new SegmentWalk(input.segment(), input.removed()));
    }
    return new KeyGroups(new MergedPostings(walks));
  }

  /** Tells whether a segment is one of the inputs. */
  boolean takes(Live live) {
    return inputs.stream().anyMatch(input -> input.number() == live.number());
  }

  /** Returns the shards that were taken out of the inputs since the merge began. */
  ShardSet removedSince(List<Live> now) {
    var removed = IntStream.builder();
    for (int i = 0; i < inputs.size(); i++) {
      long number = inputs.get(i).number();
      var live = now.stream().filter(other -> other.number() == number).findFirst();
      shards.get(i).stream()
          .filter(shard -> live.isEmpty() || live.get().removed().contains(shard))
          .forEach(removed);
    }
    return ShardSet.of(removed.build());
  }
}
