package io.dagstore.distribution.bench;

import io.dagstore.core.car.CarWriter;
import io.dagstore.core.ipld.BlockSink;
import io.dagstore.core.unixfs.PackListener;
import io.dagstore.core.unixfs.PackOptions;
import io.dagstore.core.unixfs.TreePacker;
import io.dagstore.core.unixfs.UnixFsBuilder;
import io.dagstore.core.unixfs.UnixFsLink;
import io.dagstore.core.unixfs.UnixFsProfile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Packs a file or a folder into a CARv1 as UnixFS. */
@Command(
    name = "create",
    description = {
      "Packs a file or folder into a CARv1 as UnixFS; the CAR goes to the page cache, or to the disk"
          + " with --fsync.",
      "Example: dagstore bench create video.mp4 --profile kubo-cid-v1"
    })
final class CreateWork implements Callable<Integer> {
  @Mixin private Subject subject = new Subject();

  @Option(
      names = "--profile",
      defaultValue = "unixfs-v1-2025",
      description = "unixfs-v1-2025 (default), unixfs-v0-2015, kubo-cid-v1")
  private String profile = "";

  @Option(names = "--out", description = "keep the CAR here")
  private @Nullable Path out;

  @Option(names = "--only-hash", description = "write nothing, as ipfs add --only-hash")
  private boolean onlyHash;

  @Option(names = "--fsync", description = "force the CAR to the disk, inside the measured time")
  private boolean fsync;

  @Option(names = "--threads", description = "threads that read and hash (default: all cores)")
  private int threads = Runtime.getRuntime().availableProcessors();

  private long blocks;
  private @Nullable UnixFsLink root;

  @Override
  public Integer call() throws IOException, InterruptedException {
    long[] content = new long[1];
    try (var scratch = new ScratchFolder(out == null ? subject.file() : out)) {
      var target = out == null ? scratch.path().resolve("out.car") : out;
      var span = subject.measure(() -> content[0] = create(target));
      var figures = Figures.of("create", span, blocks, content[0]);
      figures
          .put("profile", profile)
          .put("threads", threads)
          .put("fsync", fsync)
          .put("only_hash", onlyHash)
          .put("car_bytes", onlyHash ? 0 : Files.size(target))
          .put("root", root == null ? "" : root.cid());
      subject.print(figures);
    }
    return 0;
  }

  private long create(Path target) throws IOException, InterruptedException {
    blocks = 0;
    if (onlyHash) {
      return pack(block -> blocks++);
    }
    Files.deleteIfExists(target);
    try (var channel =
            FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var writer = CarWriter.stream(channel, List.of())) {
      long bytes = pack(writer);
      writer.finish();
      blocks = writer.blocks();
      if (fsync) {
        channel.force(true);
      }
      return bytes;
    }
  }

  private long pack(BlockSink sink) throws IOException, InterruptedException {
    long[] content = new long[1];
    PackListener listener = (path, link, bytes) -> content[0] += bytes;
    try (var workers = Executors.newFixedThreadPool(threads)) {
      var builder = new UnixFsBuilder(known(), sink, workers, threads);
      root = new TreePacker(builder, PackOptions.DEFAULT, listener).pack(subject.file());
    }
    return content[0];
  }

  private UnixFsProfile known() {
    return UnixFsProfile.byName(profile)
        .orElseThrow(() -> new IllegalArgumentException("unknown profile " + profile));
  }
}
