package io.dagstore.core.unixfs;

/**
 * What an extraction wrote.
 *
 * @param files files written
 * @param directories directories made or found, the folder itself left out
 * @param symlinks symlinks made or found
 * @param bytes content bytes written
 * @param missing paths left out because a block of theirs is absent
 * @param unknown absent shards: entries whose names cannot be known
 * @param skipped paths left out because they are no UnixFS nodes
 */
public record ExtractReport(
    long files,
    long directories,
    long symlinks,
    long bytes,
    long missing,
    long unknown,
    long skipped) {

  /** Whether nothing was left out. */
  public boolean isComplete() {
    return missing == 0 && unknown == 0 && skipped == 0;
  }
}
