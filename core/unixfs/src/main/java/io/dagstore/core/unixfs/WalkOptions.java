package io.dagstore.core.unixfs;

import java.util.Objects;

/**
 * What a {@link DagWalk} visits and how far it goes.
 *
 * @param path path from the root; its blocks are visited first. Empty for none.
 * @param scope how much below the end of the path
 * @param range which bytes of a file, when the scope is {@link DagScope#ENTITY}
 * @param missing what to do about absent blocks
 * @param maxDepth deepest chain of links from the root
 * @param maxLinks most links followed in all
 * @param readAhead most bytes of blocks that are read before their turn, many at once, where all
 *     below the path is walked or a whole file; 0: none
 */
public record WalkOptions(
    String path,
    DagScope scope,
    ByteRange range,
    MissingBlocks missing,
    int maxDepth,
    long maxLinks,
    long readAhead) {

  /**
   * Everything below the root; an absent block ends the walk; 2^20 deep, 2^32 links; nothing is
   * read ahead.
   */
  public static final WalkOptions ALL =
      new WalkOptions("", DagScope.ALL, ByteRange.ALL, MissingBlocks.FAIL, 1 << 20, 1L << 32, 0);

  /** Checks that nothing is null and that the limits are positive. */
  public WalkOptions {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(missing, "missing");
    if (maxDepth < 1 || maxLinks < 1 || readAhead < 0) {
      throw new IllegalArgumentException(
          "limits too low: " + maxDepth + ", " + maxLinks + ", " + readAhead);
    }
  }

  /** The same with another path. */
  public WalkOptions withPath(String newPath) {
    return new WalkOptions(newPath, scope, range, missing, maxDepth, maxLinks, readAhead);
  }

  /** The same with another scope. */
  public WalkOptions withScope(DagScope newScope) {
    return new WalkOptions(path, newScope, range, missing, maxDepth, maxLinks, readAhead);
  }

  /** The same with another range of bytes. */
  public WalkOptions withRange(ByteRange newRange) {
    return new WalkOptions(path, scope, newRange, missing, maxDepth, maxLinks, readAhead);
  }

  /** The same with another policy for absent blocks. */
  public WalkOptions withMissing(MissingBlocks newMissing) {
    return new WalkOptions(path, scope, range, newMissing, maxDepth, maxLinks, readAhead);
  }

  /** The same with blocks of up to so many bytes read before their turn. */
  public WalkOptions withReadAhead(long bytes) {
    return new WalkOptions(path, scope, range, missing, maxDepth, maxLinks, bytes);
  }

  /** The same with other limits. */
  public WalkOptions withLimits(int depth, long links) {
    return new WalkOptions(path, scope, range, missing, depth, links, readAhead);
  }
}
