package io.dagstore.core.testkit.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What was made, removed and renamed in folders that were not forced since, in its order. */
final class UnforcedFolders {
  private final Path removed;
  private final List<Change> changes = new ArrayList<>();
  private long next;

  /** A change that its folder makes durable. */
  private sealed interface Change {
    Path folder();

    /** Takes the change back. */
    void undo() throws IOException;

    /** What has no name any more once this change is durable. */
    Optional<Path> gone();
  }

  private record Made(Path folder, Path path, Object identity) implements Change {
    @Override
    public void undo() throws IOException {
      if (Files.exists(path) && UnforcedFiles.identity(path).equals(identity)) {
        deleteTree(path);
      }
    }

    @Override
    public Optional<Path> gone() {
      return Optional.empty();
    }
  }

  private record Removed(Path folder, Path path, Path kept) implements Change {
    @Override
    public void undo() throws IOException {
      Files.move(kept, path);
    }

    @Override
    public Optional<Path> gone() {
      return Optional.of(kept);
    }
  }

  private record Renamed(
      Path folder, Path from, Path to, Optional<Path> replaced, Optional<Change> made)
      implements Change {
    @Override
    public void undo() throws IOException {
      if (Files.exists(from)) {
        deleteTree(to);
      } else {
        Files.move(to, from);
      }
      if (replaced.isPresent()) {
        Files.move(replaced.get(), to);
      }
    }

    @Override
    public Optional<Path> gone() {
      return replaced;
    }
  }

  /** Keeps what is removed and may come back in a folder. */
  UnforcedFolders(Path removed) {
    this.removed = removed;
  }

  /** A file or folder was made. */
  void made(Path path) throws IOException {
    changes.add(new Made(parent(path), path, UnforcedFiles.identity(path)));
  }

  /** Removes a file or folder. */
  void remove(Path path) throws IOException {
    changes.add(new Removed(parent(path), path, keep(path)));
  }

  /** Renames, over what stands there. */
  void rename(Path from, Path to) throws IOException {
    var replaced = Files.exists(to) ? Optional.of(keep(to)) : Optional.<Path>empty();
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    changes.add(new Renamed(parent(to), from, to, replaced, making(from, to)));
  }

  /** The change that made what is renamed: it is nothing any more once the new name is durable. */
  private Optional<Change> making(Path from, Path to) throws IOException {
    Change made = new Made(parent(from), from, UnforcedFiles.identity(to));
    return changes.contains(made) ? Optional.of(made) : Optional.empty();
  }

  private Path keep(Path path) throws IOException {
    return Files.move(path, removed.resolve(Long.toString(next++)));
  }

  /** Makes what was done in a folder durable. */
  void force(Path folder) throws IOException {
    var durable = changes.stream().filter(change -> change.folder().equals(folder)).toList();
    for (var change : durable) {
      forget(change);
      if (change instanceof Renamed renamed) {
        renamed.made().ifPresent(changes::remove);
      }
    }
    changes.removeAll(durable);
  }

  /** Takes back what was not forced, but for what survives by chance. */
  void lose(Tear tear) throws IOException {
    int surviving = tear.changes(changes.size());
    for (var change : changes.subList(surviving, changes.size()).reversed()) {
      change.undo();
    }
    for (var change : changes.subList(0, surviving)) {
      forget(change);
    }
    changes.clear();
  }

  private static void forget(Change change) throws IOException {
    var gone = change.gone();
    if (gone.isPresent()) {
      deleteTree(gone.get());
    }
  }

  private static Path parent(Path path) {
    var parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static void deleteTree(Path path) throws IOException {
    if (Files.exists(path)) {
      try (var all = Files.walk(path)) {
        for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
