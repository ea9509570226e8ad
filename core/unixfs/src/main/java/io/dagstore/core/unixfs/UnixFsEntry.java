package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Cid;

/**
 * One name in a directory. Names that come from blocks are not vetted: they may be empty, {@code
 * ".."} or hold a slash, and only {@link UnixFsExtractor} judges what is safe on a disk.
 *
 * @param name the raw name
 * @param cid what the name links to
 * @param tsize cumulative size as the directory states it, 0 when it states none
 */
public record UnixFsEntry(String name, Cid cid, long tsize) {

  /** The entry that gives {@code link} a name. */
  public static UnixFsEntry of(String name, UnixFsLink link) {
    return new UnixFsEntry(name, link.cid(), link.tsize());
  }
}
