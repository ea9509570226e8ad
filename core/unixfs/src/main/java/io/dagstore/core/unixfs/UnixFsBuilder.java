package io.dagstore.core.unixfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dagstore.core.ipld.BlockSink;
import io.dagstore.core.ipld.PbNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes UnixFS files, directories and symlinks in one pass and hands every block to a sink,
 * children before their parent and a file's leaves in the order of the file. Memory is bounded by
 * the profile and the parallelism, not by the size of a file. For one thread; hashing runs on the
 * executor.
 *
 * <p><b>The bytes of a file's leaves are lent</b>: they are reused after {@link BlockSink#put}
 * returns, so a sink that keeps blocks copies them. The sink is called by the builder's caller
 * alone and stays the caller's to close.
 */
public final class UnixFsBuilder {
  private final UnixFsProfile profile;
  private final NodeWriter writer;
  private final Executor executor;
  private final ChunkPipeline pipeline;

  /** A builder that does everything on the calling thread. */
  public UnixFsBuilder(UnixFsProfile profile, BlockSink sink) {
    this(profile, sink, Runnable::run, 1);
  }

  /**
   * A builder that hashes on several threads.
   *
   * @param executor runs the hashing; a caller must not be one of its own threads unless there are
   *     more of them
   * @param parallelism how many chunks are worked on at once, as many as cores; memory is about
   *     twice as many chunks. 1 means the calling thread alone.
   */
  public UnixFsBuilder(UnixFsProfile profile, BlockSink sink, Executor executor, int parallelism) {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism below 1: " + parallelism);
    }
    this.profile = profile;
    this.writer = new NodeWriter(profile.cidVersion(), sink);
    this.executor = executor;
    this.pipeline = new ChunkPipeline(executor, parallelism, profile.cidVersion());
  }

  /** The parameters that decide the CIDs. */
  public UnixFsProfile profile() {
    return profile;
  }

  /** A file of everything that {@code in} still has; the stream stays the caller's to close. */
  public UnixFsLink file(InputStream in) throws IOException, InterruptedException {
    return file(in, UnixFsMetadata.NONE);
  }

  /**
   * A file with mode or mtime. A raw block cannot carry them, so all leaves are dag-pb then, as in
   * Kubo.
   */
  public UnixFsLink file(InputStream in, UnixFsMetadata metadata)
      throws IOException, InterruptedException {
    return file(new StreamFeed(in, leaves(metadata), profile.chunkSize()), metadata);
  }

  /** A file of a file on disk, read by several threads at once. */
  public UnixFsLink file(Path path, UnixFsMetadata metadata)
      throws IOException, InterruptedException {
    try (FileChannel channel = FileChannel.open(path)) {
      long size = channel.size();
      if (size > 0) {
        return file(
            new ChannelFeed(channel, size, leaves(metadata), profile.chunkSize()), metadata);
      }
    }
    // Pipes and files of the kernel state no size but may have content.
    try (InputStream in = Files.newInputStream(path)) {
      return file(in, metadata);
    }
  }

  private UnixFsLink file(ChunkFeed feed, UnixFsMetadata metadata)
      throws IOException, InterruptedException {
    FileTarget target = new FileTarget(metadata);
    pipeline.run(feed, target);
    return target.finish();
  }

  /** Files of one chunk each, packed side by side; {@code target} gets leaves already written. */
  SmallFiles smallFiles(SmallFiles.Target target) {
    return new SmallFiles(
        executor,
        LeafFormat.of(profile.leaves()),
        profile.cidVersion(),
        (name, leaf) -> {
          writer.put(leaf);
          target.leaf(name, leaf);
        });
  }

  private LeafFormat leaves(UnixFsMetadata metadata) {
    return metadata.isEmpty() ? LeafFormat.of(profile.leaves()) : LeafFormat.DAG_PB;
  }

  private final class FileTarget implements ChunkPipeline.Target {
    private final BalancedLayout layout = new BalancedLayout(writer, profile.width());
    private final UnixFsMetadata metadata;
    private @Nullable UnixFsLink only;

    FileTarget(UnixFsMetadata metadata) {
      this.metadata = metadata;
    }

    @Override
    public void leaf(Leaf leaf, boolean isOnly) throws IOException {
      if (isOnly && !metadata.isEmpty()) {
        only = writer.put(withMetadata(leaf));
        return;
      }
      writer.put(leaf);
      if (isOnly) {
        only = leaf.link();
      } else {
        layout.add(leaf.link(), leaf.content());
      }
    }

    private PbNode withMetadata(Leaf leaf) {
      int from = LeafFormat.DAG_PB.prefixLength(leaf.content());
      byte[] message = UnixFsEncoder.leaf(leaf.block().data(), from, leaf.content(), metadata);
      return PbNode.of(List.of(), message);
    }

    UnixFsLink finish() throws IOException {
      return only == null ? layout.finish(metadata) : only;
    }
  }

  /** A symlink to {@code target}, which is stored as it is. */
  public UnixFsLink symlink(String target) throws IOException {
    return symlink(target, UnixFsMetadata.NONE);
  }

  /** A symlink with mode or mtime. */
  public UnixFsLink symlink(String target, UnixFsMetadata metadata) throws IOException {
    return writer.put(
        PbNode.of(List.of(), UnixFsEncoder.symlink(target.getBytes(UTF_8), metadata)));
  }

  /** A directory of these entries, in any order. */
  public UnixFsLink directory(UnixFsEntry... entries) throws IOException {
    DirectoryBuilder directory = directory();
    Arrays.stream(entries).forEach(directory::add);
    return directory.finish();
  }

  /** A directory to be filled entry by entry; any number may be open at a time. */
  public DirectoryBuilder directory() {
    return new DirectoryBuilder(profile, writer);
  }
}
