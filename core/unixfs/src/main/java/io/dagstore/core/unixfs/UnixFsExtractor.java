package io.dagstore.core.unixfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes files, directories and symlinks from a DAG into a folder and never outside it. A file
 * appears under its name only when it is whole. Names that are empty, {@code .} or {@code ..}, hold
 * a slash, backslash or NUL, or are devices on Windows, symlinks that are absolute or lead out of
 * the folder, and writing through a symlink that is already there are refused with an {@link
 * UnsafePathException}. Absent blocks end no extraction: their paths are left out, reported and
 * counted. Stored permission bits and times are given to what is written. For one thread.
 */
public final class UnixFsExtractor {
  // Well below what a path of a disk can hold.
  private static final int MAX_DEPTH = 1000;

  private final BlockLoader blocks;
  private final UnixFsReader reader;
  private final Path place;
  private final int maxDepth;
  private final SafeName names;
  private final ExtractListener listener;
  private Tally tally;

  /** An extractor into {@code folder}, which is made when it is not there. */
  public UnixFsExtractor(Blockstore store, Path folder) {
    this(store, folder, ExtractListener.NONE);
  }

  /** An extractor that tells what it does. */
  public UnixFsExtractor(Blockstore store, Path folder, ExtractListener listener) {
    this(store, folder, listener, MAX_DEPTH);
  }

  UnixFsExtractor(Blockstore store, Path folder, ExtractListener listener, int maxDepth) {
    this.maxDepth = maxDepth;
    this.blocks = new BlockLoader(store);
    this.reader = new UnixFsReader(store);
    this.place = folder;
    this.names = new SafeName(folder.getFileSystem().getSeparator());
    this.listener = listener;
    this.tally = new Tally(listener);
  }

  /**
   * Extracts everything below {@code root}: the entries of a directory into the folder itself, a
   * file or symlink under {@code name}.
   *
   * @return what this call has written
   * @throws MissingBlockException when the root itself is absent
   * @throws WrongKindException when the root is no UnixFS node
   */
  public ExtractReport extract(Cid root, String name) throws IOException {
    tally = new Tally(listener);
    everything(root, name);
    return tally.report();
  }

  private void everything(Cid root, String name) throws IOException {
    Block block = blocks.require(root);
    UnixFsStat stat = UnixFsReader.stat(block);
    switch (stat.kind()) {
      case DIRECTORY -> fill(Folder.top(place), block);
      case FILE, SYMLINK -> entry(Folder.top(place), name, root);
      case NODE -> throw new WrongKindException(root, UnixFsKind.DIRECTORY, UnixFsKind.NODE);
    }
  }

  /**
   * Extracts what lies at {@code paths} below {@code root}, each to the same path in the folder. An
   * empty path means everything.
   *
   * @return what this call has written
   * @throws PathAbsentException when a path leads nowhere; earlier ones are extracted
   */
  public ExtractReport extractPaths(Cid root, List<String> paths) throws IOException {
    tally = new Tally(listener);
    for (String path : paths) {
      List<String> segments = PathResolver.segments(path);
      if (segments.isEmpty()) {
        everything(root, root.toString());
      } else {
        below(root, path, segments);
      }
    }
    return tally.report();
  }

  private void below(Cid root, String path, List<String> segments) throws IOException {
    Resolved end = reader.resolve(root, path);
    Folder folder = Folder.top(place);
    for (String parent : segments.subList(0, segments.size() - 1)) {
      names.check(folder.pathOf(parent), parent);
      folder = folder.enter(parent);
    }
    if (end.within().isPresent()) {
      tally.skipped(folder.pathOf(segments.getLast()), end.cid());
    } else {
      entry(folder, segments.getLast(), end.cid());
    }
  }

  private void entry(Folder folder, String name, Cid cid) throws IOException {
    String path = folder.pathOf(name);
    names.check(path, name);
    Optional<Block> block = blocks.find(cid);
    if (block.isEmpty()) {
      tally.missing(path, cid);
      return;
    }
    UnixFsStat stat = UnixFsReader.stat(block.get());
    switch (stat.kind()) {
      case FILE -> file(folder, name, block.get(), stat);
      case SYMLINK -> symlink(folder, name, block.get());
      case DIRECTORY -> directory(folder.enter(name), block.get(), stat);
      case NODE -> tally.skipped(path, cid);
    }
  }

  private void file(Folder folder, String name, Block block, UnixFsStat stat) throws IOException {
    FilePart part = FilePart.of(block);
    try (InputStream in = new UnixFsInputStream(blocks, part, 0, part.size())) {
      folder.write(name, in, stat.metadata());
      tally.file(folder.pathOf(name), part.size());
    } catch (MissingBlockException e) {
      tally.missing(folder.pathOf(name), e.cid());
    }
  }

  private void symlink(Folder folder, String name, Block block) throws IOException {
    String target = new String(UnixFsNode.decode(block).message().data().copy(), UTF_8);
    names.checkTarget(folder.pathOf(name), target, folder.depth());
    folder.link(name, target);
    tally.symlink(folder.pathOf(name));
  }

  private void directory(Folder folder, Block block, UnixFsStat stat) throws IOException {
    if (folder.depth() > maxDepth) {
      throw new CorruptDagException(block.cid(), "folders nest deeper than " + maxDepth);
    }
    tally.directory(folder.path());
    fill(folder, block);
    folder.seal(stat.metadata());
  }

  private void fill(Folder folder, Block block) throws IOException {
    UnixFsEntries entries =
        UnixFsEntries.of(
            UnixFsNode.decode(block), blocks, shard -> tally.unknown(folder.path(), shard));
    for (var next = entries.next(); next.isPresent(); next = entries.next()) {
      entry(folder, next.get().name(), next.get().cid());
    }
  }
}
