package io.dagstore.distribution.it.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Reads pieces that begin with {@code BLOCKS}; then, again and again, a 4-byte length of what
 * follows, a 1-byte length of the CID, the CID, the data.
 */
public final class BlockListIndexer implements ShardIndexer {
  private static final byte[] MAGIC = "BLOCKS".getBytes(US_ASCII);

  @Override
  public String name() {
    return "block-list";
  }

  @Override
  public boolean recognises(Source source) throws IOException {
    var head = new byte[MAGIC.length];
    return source.readUpTo(0, head, 0, head.length) == head.length && Arrays.equals(head, MAGIC);
  }

  @Override
  public List<Cid> index(Source source, Sections sections) throws IOException {
    var at = (long) MAGIC.length;
    while (at < source.size()) {
      var head = new byte[5];
      source.read(at, head, 0, head.length);
      var length = ByteBuffer.wrap(head).getInt();
      if (length < 1 + head[4] || length > source.size() - at - 4) {
        throw new CorruptDataException(
            source.name(), at, "length of a block", "one that fits", String.valueOf(length));
      }
      var cid = new byte[head[4]];
      source.read(at + head.length, cid, 0, cid.length);
      sections.add(at + head.length, Cid.fromBytes(cid), length - 1L - cid.length);
      at += 4 + length;
    }
    return List.of();
  }
}
