package io.dagstore.core.unixfs;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import java.io.IOException;

/**
 * Any bytes as the root of a file, directory or shard: read, listed, resolved and walked, or
 * refused with a typed error. Identity CIDs make whole trees of one input.
 */
final class UnixFsBlockFuzzTest {
  private static final int ENOUGH = 10_000;

  private interface Work {
    void run() throws IOException;
  }

  @FuzzTest(maxDuration = "10s")
  void isReadOrRefused(byte[] input) {
    Cid root = Cid.v1(Multicodec.DAG_PB, Multihash.sum(Multicodec.SHA2_256, input));
    MemoryBlockstore blocks = new MemoryBlockstore();
    blocks.put(new Block(root, input));
    UnixFsReader reader = new UnixFsReader(blocks);

    attempt(() -> reader.stat(root));
    attempt(() -> reader.open(root).readNBytes(ENOUGH));
    attempt(() -> reader.open(root, 5, 9).readNBytes(ENOUGH));
    attempt(() -> reader.resolve(root, "a/b"));
    attempt(() -> reader.readLink(root));
    attempt(() -> list(reader, root));
    for (DagScope scope : DagScope.values()) {
      WalkOptions options = WalkOptions.ALL.withScope(scope).withLimits(100, ENOUGH);
      attempt(() ->
          new DagWalk(blocks, options.withMissing(MissingBlocks.SKIP)).walk(root, block -> {}));
    }
  }

  private static void list(UnixFsReader reader, Cid root) throws IOException {
    UnixFsEntries entries = reader.list(root, MissingBlocks.SKIP);
    for (int i = 0; i < ENOUGH && entries.next().isPresent(); i++) {}
  }

  private static void attempt(Work work) {
    try {
      work.run();
    } catch (MissingBlockException | CorruptDagException | UnixFsException e) {
      // The answers that a stranger's block may get.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
