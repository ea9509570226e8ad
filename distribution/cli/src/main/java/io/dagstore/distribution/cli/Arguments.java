package io.dagstore.distribution.cli;

import io.dagstore.core.api.ShardKey;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.MalformedException;
import io.dagstore.core.unixfs.ByteRange;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How words of the command line become values; a word that is none ends with exit code 2. */
final class Arguments {
  private Arguments() {}

  static void convert(CommandLine line) {
    line.registerConverter(Cid.class, Arguments::cid);
    line.registerConverter(DagPath.class, Arguments::path);
    line.registerConverter(ByteRange.class, Arguments::range);
  }

  static Cid cid(String word) {
    try {
      return Cid.parse(word);
    } catch (MalformedException e) {
      throw new TypeConversionException("malformed CID '" + word + "': " + e.getMessage());
    }
  }

  /** {@code CID[/path]}, also as {@code /ipfs/CID/path} or {@code ipfs://CID/path}. */
  static DagPath path(String word) {
    var bare = word.startsWith("/ipfs/") ? word.substring(6) : word;
    bare = bare.startsWith("ipfs://") ? bare.substring(7) : bare;
    var slash = bare.indexOf('/');
    return slash < 0
        ? new DagPath(cid(bare), "")
        : new DagPath(cid(bare.substring(0, slash)), bare.substring(slash + 1));
  }

  /** {@code A:B}, where either side may be left out. */
  static ByteRange range(String word) {
    try {
      var colon = word.indexOf(':');
      var from = colon == 0 ? "0" + word : word;
      return ByteRange.parse(from.endsWith(":") ? from + "*" : from);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("range '" + word + "': " + e.getMessage());
    }
  }

  static ShardKey shardKey(String word) {
    try {
      return ShardKey.of(word);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }
}
