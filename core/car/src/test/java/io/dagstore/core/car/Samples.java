package io.dagstore.core.car;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** Blocks and files that tests bring themselves. */
final class Samples {
  private static final long[] CODECS = {Multicodec.RAW, Multicodec.DAG_CBOR, Multicodec.DAG_PB};
  private static final long[] HASHES = {
    Multicodec.SHA2_256, Multicodec.SHA2_256, Multicodec.BLAKE2B_256, Multicodec.SHA2_512
  };

  private Samples() {}

  static Block block(byte[] data) {
    return new Block(Cid.v1(Multicodec.RAW, Multihash.sum(Multicodec.SHA2_256, data)), data);
  }

  static Block block(String text) {
    return block(text.getBytes(StandardCharsets.UTF_8));
  }

  static Block identity(String text) {
    var data = text.getBytes(StandardCharsets.UTF_8);
    return new Block(Cid.v1(Multicodec.RAW, Multihash.of(Multicodec.IDENTITY, data)), data);
  }

  /** Blocks of all kinds, some twice, some empty, some identity ones. */
  static List<Block> blocks(RandomGenerator random, int count, int longest) {
    var blocks = new ArrayList<Block>();
    for (int i = 0; i < count; i++) {
      if (!blocks.isEmpty() && random.nextInt(10) == 0) {
        blocks.add(blocks.get(random.nextInt(blocks.size())));
      } else {
        blocks.add(block(random, longest));
      }
    }
    return blocks;
  }

  private static Block block(RandomGenerator random, int longest) {
    var data = new byte[random.nextInt(longest + 1)];
    random.nextBytes(data);
    if (random.nextInt(12) == 0) {
      return identity(HexFormat.of().formatHex(data, 0, Math.min(data.length, 20)));
    }
    var hash = Multihash.sum(HASHES[random.nextInt(HASHES.length)], data);
    boolean old = hash.code() == Multicodec.SHA2_256 && random.nextInt(4) == 0;
    return new Block(old ? Cid.v0(hash) : Cid.v1(CODECS[random.nextInt(3)], hash), data);
  }

  static byte[] carV1(List<Cid> roots, List<Block> blocks) {
    var bytes = new ByteArrayOutputStream();
    try (var writer = CarWriter.stream(Channels.newChannel(bytes), roots)) {
      for (var block : blocks) {
        writer.put(block);
      }
      writer.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Hex text with spaces for legibility. */
  static byte[] hex(String... parts) {
    return HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
  }

  static byte[] join(byte[]... parts) {
    var bytes = new ByteArrayOutputStream();
    for (var part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
