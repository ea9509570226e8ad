package io.dagstore.index.segments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Makes one segment of several, as they were at one version. */
final class Merge implements Written {
  private final List<Live> inputs;
  private final List<ShardSet> removed = new ArrayList<>();

  Merge(List<Live> inputs, long version) {
    this.inputs = inputs;
    inputs.forEach(input -> removed.add(input.removals().at(version)));
  }

  /** Writes the segment; a walk over a part of the inputs tells how large it becomes. */
  @Override
  public KeyFilter write(Path file, long number, BooleanSupplier stop) throws IOException {
    long pairs = inputs.stream().mapToLong(input -> input.segment().pairs()).sum();
    try {
      SegmentSize size = SegmentSize.estimate(groups(), pairs, stop);
      return SegmentWriter.write(file, number, size, groups(), shards(), stop);
    } catch (NarrowListsException e) {
      SegmentSize size = SegmentSize.measure(groups(), stop);
      return SegmentWriter.write(file, number, size, groups(), shards(), stop);
    }
  }

  private ShardSet shards() throws IOException {
    var all = IntStream.builder();
    for (int i = 0; i < inputs.size(); i++) {
      inputs.get(i).segment().shards().without(removed.get(i)).stream().forEach(all);
    }
    return ShardSet.of(all.build());
  }

  private KeyGroups groups() throws IOException {
    var walks = new ArrayList<Postings>();
    for (int i = 0; i < inputs.size(); i++) {
      walks.add(new SegmentWalk(inputs.get(i).segment(), removed.get(i)));
    }
    return new KeyGroups(new MergedPostings(walks));
  }
}
