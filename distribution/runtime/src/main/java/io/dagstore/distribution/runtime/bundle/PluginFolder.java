package io.dagstore.distribution.runtime.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.jar.JarFile;

/**
 * One folder of plug-ins, seen in looks. A jar counts from the look on at which it has stood still
 * since the look before, and is whole: one that is being copied is left alone. Used by one thread.
 */
final class PluginFolder {
  private final Path folder;
  private Map<Path, Stamp> seen = Map.of();
  private final Map<Path, Stamp> taken = new HashMap<>();

  /** A file as the folder shows it; another one under the same name differs in one of these. */
  private record Stamp(long size, FileTime changed, Object key) {}

  /**
   * What has changed since the look before.
   *
   * @param gone jars that are there no more, or are to be replaced
   * @param come jars that are there and whole, new ones and those that replace
   * @param partial jars that have stood still and yet are not whole
   */
  record Change(List<Path> gone, List<Path> come, List<Path> partial) {
    boolean isNothing() {
      return gone.isEmpty() && come.isEmpty() && partial.isEmpty();
    }
  }

  /** A folder that need not exist. */
  PluginFolder(Path folder) {
    this.folder = folder;
  }

  /** Looks at the folder; one that is not there holds nothing. */
  Change look() throws IOException {
    var now = stamps();
    var still = now.keySet().stream().filter(jar -> isNewAndStill(jar, now)).toList();
    var come = still.stream().filter(PluginFolder::isWhole).toList();
    var partial = still.stream().filter(jar -> !come.contains(jar)).toList();
    var gone = taken.keySet().stream().filter(jar -> !now.containsKey(jar) || come.contains(jar));
    var change = new Change(gone.sorted().toList(), come, partial);
    change.gone().forEach(taken::remove);
    still.forEach(jar -> taken.put(jar, now.get(jar)));
    seen = now;
    return change;
  }

  private boolean isNewAndStill(Path jar, Map<Path, Stamp> now) {
    var stamp = Objects.requireNonNull(now.get(jar));
    return stamp.equals(seen.get(jar)) && !stamp.equals(taken.get(jar));
  }

  private SequencedMap<Path, Stamp> stamps() throws IOException {
    var stamps = new LinkedHashMap<Path, Stamp>();
    try (var jars = Files.newDirectoryStream(folder, "*.jar")) {
      for (var jar : jars) {
        stamp(jar, stamps);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return stamps;
    }
    return stamps;
  }

  private static void stamp(Path jar, Map<Path, Stamp> stamps) throws IOException {
    try {
      var file = Files.readAttributes(jar, BasicFileAttributes.class);
      if (file.isRegularFile()) {
        stamps.put(jar, new Stamp(file.size(), file.lastModifiedTime(), file.fileKey()));
      }
    } catch (NoSuchFileException e) {
      // Gone between the listing and now: the next look sees it so.
      stamps.remove(jar);
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  /** Whether the directory at the jar's end is there, and the manifest it leads to. */
  private static boolean isWhole(Path jar) {
    try (var file = new JarFile(jar.toFile())) {
      file.getManifest();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
