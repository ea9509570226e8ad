package io.dagstore.core.unixfs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Packs files and folders of a disk with a {@link UnixFsBuilder}: names in the order of their UTF-8
 * bytes, empty folders too, symlinks as symlinks (never followed), anything else (sockets, devices)
 * refused. Same tree, same blocks in the same order. Keeps the names of one folder per level. For
 * one thread.
 */
public final class TreePacker {
  /** What stands for bytes that are no text. */
  private static final char UNREADABLE = '\uFFFD';

  private final UnixFsBuilder builder;
  private final PackOptions options;
  private final PackListener listener;

  /** A packer that hands what it finds to {@code builder}. */
  public TreePacker(UnixFsBuilder builder, PackOptions options, PackListener listener) {
    this.builder = builder;
    this.options = options;
    this.listener = listener;
  }

  /** Packs a file, folder or symlink; a hidden name is packed when it is asked for itself. */
  public UnixFsLink pack(Path path) throws IOException, InterruptedException {
    BasicFileAttributes facts = facts(path);
    if (facts.isDirectory()) {
      return folder(path, facts);
    }
    UnixFsLink link = facts.isSymbolicLink() ? symlink(path, facts) : file(path, facts);
    listener.packed(path, link, facts.isSymbolicLink() ? 0 : facts.size());
    return link;
  }

  private static BasicFileAttributes facts(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private UnixFsLink symlink(Path path, BasicFileAttributes facts) throws IOException {
    String target = Files.readSymbolicLink(path).toString();
    return builder.symlink(target, keepsMtime() ? mtime(facts) : UnixFsMetadata.NONE);
  }

  private UnixFsLink file(Path path, BasicFileAttributes facts)
      throws IOException, InterruptedException {
    if (!facts.isRegularFile()) {
      throw new FileSystemException(path.toString(), null, "neither file nor folder nor symlink");
    }
    return builder.file(path, metadata(path, facts));
  }

  private UnixFsLink folder(Path path, BasicFileAttributes facts)
      throws IOException, InterruptedException {
    DirectoryBuilder directory = builder.directory();
    try (SmallFiles small =
        builder.smallFiles((name, leaf) -> packed(path, directory, name, leaf))) {
      for (String name : names(path)) {
        Path child = path.resolve(name);
        BasicFileAttributes childFacts = facts(child);
        if (isSmall(childFacts)) {
          small.add(name, child, (int) childFacts.size());
        } else {
          small.drain();
          directory.add(name, pack(child));
        }
      }
      small.drain();
    }
    UnixFsLink link = directory.finish(metadata(path, facts));
    listener.packed(path, link, 0);
    return link;
  }

  private void packed(Path folder, DirectoryBuilder directory, String name, Leaf leaf) {
    directory.add(name, leaf.link());
    listener.packed(folder.resolve(name), leaf.link(), leaf.content());
  }

  private boolean isSmall(BasicFileAttributes facts) {
    return facts.isRegularFile()
        && facts.size() > 0
        && facts.size() <= builder.profile().chunkSize()
        && options.metadata() == PackOptions.Keep.NOTHING;
  }

  private List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        String name = name(folder, child);
        if (options.hidden() == PackOptions.Hidden.PACK || !name.startsWith(".")) {
          names.add(name);
        }
      }
    }
    names.sort(Utf8Order.INSTANCE);
    return names;
  }

  // A name whose bytes are no text here would be packed, quietly, under another name.
  private static String name(Path folder, Path child) throws IOException {
    String name = Objects.requireNonNull(child.getFileName()).toString();
    try {
      if (name.indexOf(UNREADABLE) < 0 || folder.resolve(name).equals(child)) {
        return name;
      }
    } catch (InvalidPathException e) {
      // The same answer as for a name that comes back as another one.
    }
    throw new FileSystemException(
        child.toString(), null, "the name is no text in this system's encoding");
  }

  private boolean keepsMode() {
    return options.metadata() == PackOptions.Keep.MODE
        || options.metadata() == PackOptions.Keep.MODE_AND_MTIME;
  }

  private boolean keepsMtime() {
    return options.metadata() == PackOptions.Keep.MTIME
        || options.metadata() == PackOptions.Keep.MODE_AND_MTIME;
  }

  private UnixFsMetadata metadata(Path path, BasicFileAttributes facts) throws IOException {
    UnixFsMetadata metadata = keepsMtime() ? mtime(facts) : UnixFsMetadata.NONE;
    return keepsMode() ? metadata.withMode(mode(path)) : metadata;
  }

  private static UnixFsMetadata mtime(BasicFileAttributes facts) {
    return UnixFsMetadata.NONE.withMtime(facts.lastModifiedTime().toInstant());
  }

  private static int mode(Path path) throws IOException {
    return PosixMode.of(Files.getPosixFilePermissions(path));
  }
}
