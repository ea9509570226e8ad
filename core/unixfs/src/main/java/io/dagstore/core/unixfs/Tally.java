package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Cid;

/** Counts what an extraction does and tells its listener. */
final class Tally {
  private final ExtractListener listener;
  private long files;
  private long directories;
  private long symlinks;
  private long bytes;
  private long missing;
  private long unknown;
  private long skipped;

  Tally(ExtractListener listener) {
    this.listener = listener;
  }

  void file(String path, long size) {
    files++;
    bytes += size;
    listener.extracted(path, UnixFsKind.FILE, size);
  }

  void directory(String path) {
    directories++;
    listener.extracted(path, UnixFsKind.DIRECTORY, 0);
  }

  void symlink(String path) {
    symlinks++;
    listener.extracted(path, UnixFsKind.SYMLINK, 0);
  }

  void missing(String path, Cid cid) {
    missing++;
    listener.missing(path, cid);
  }

  void unknown(String path, Cid shard) {
    unknown++;
    listener.unknown(path, shard);
  }

  void skipped(String path, Cid cid) {
    skipped++;
    listener.skipped(path, cid);
  }

  ExtractReport report() {
    return new ExtractReport(files, directories, symlinks, bytes, missing, unknown, skipped);
  }
}
