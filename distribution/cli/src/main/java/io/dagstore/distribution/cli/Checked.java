package io.dagstore.distribution.cli;

import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Blockstore;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Hasher;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Verdict;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Blocks of another blockstore, each hashed before it is given out. */
record Checked(Blockstore blocks, String source) implements Blockstore {
  static Checked of(Blockstore blocks, String source) {
    return new Checked(blocks, source);
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    var found = blocks.get(cid);
    if (found.isPresent()) {
      check(cid, found.get());
    }
    return found;
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return blocks.has(cid);
  }

  @Override
  public OptionalLong size(Cid cid) throws IOException {
    return blocks.size(cid);
  }

  private void check(Cid cid, Block block) throws CorruptDataException {
    var verdict = new Hasher().verify(cid, block.data(), 0, block.size());
    if (verdict == Verdict.MATCH) {
      return;
    }
    var hash = Multicodec.name(cid.multihash().code());
    throw new CorruptDataException(
        source,
        -1,
        "block " + cid,
        verdict == Verdict.MISMATCH ? "bytes of that hash" : "a hash function that is known",
        verdict == Verdict.MISMATCH ? "others" : hash);
  }
}
