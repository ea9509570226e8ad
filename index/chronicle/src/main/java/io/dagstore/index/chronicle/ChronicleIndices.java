package io.dagstore.index.chronicle;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.InvertedIndexProvider;
import io.dagstore.core.api.index.OpenMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Brings the inverted index {@code chronicle}. One process opens it to write, any number open it to
 * read beside that one; readers see a shard as soon as it is taken in. Thread-safe.
 */
public final class ChronicleIndices implements InvertedIndexProvider {
  /** How long a lookup waits for a lock that a process holds, before it fails. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A provider; it keeps nothing. */
  public ChronicleIndices() {}

  @Override
  public String name() {
    return "chronicle";
  }

  /**
   * Opens the index in this directory. What a killed process left is set right first, by the first
   * process that meets it: also by one that only reads, where it may write there.
   *
   * @throws IOException if the JVM was started without the flags that Chronicle Map needs; says
   *     which
   */
  @Override
  public InvertedIndex open(Path directory, OpenMode mode) throws IOException {
    JvmFlags.check();
    return ChronicleIndex.open(new IndexFolder(directory), mode, PATIENCE);
  }
}
