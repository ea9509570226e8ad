package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Varint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Blocks of a small CARv1 of the shared fixtures; enough of the format for a test that trusts it.
 */
final class CarFixture {
  private CarFixture() {}

  static Path folder() {
    String folder =
        Optional.ofNullable(System.getProperty("DAGSTORE_FIXTURES"))
            .orElseGet(() -> System.getenv("DAGSTORE_FIXTURES"));
    return Path.of(Objects.requireNonNull(folder, "DAGSTORE_FIXTURES names no folder"));
  }

  static MemoryBlockstore read(String file) throws IOException {
    byte[] car = Files.readAllBytes(folder().resolve(file));
    MemoryBlockstore blocks = new MemoryBlockstore();
    int at = after(car, 0);
    while (at < car.length) {
      int end = after(car, at);
      int from = at + Varint.size(Varint.read(car, at, car.length));
      Cid cid = Cid.read(car, from, end);
      blocks.put(new Block(cid, Arrays.copyOfRange(car, from + cid.byteLength(), end)));
      at = end;
    }
    return blocks;
  }

  private static int after(byte[] car, int at) {
    long length = Varint.read(car, at, car.length);
    return Math.toIntExact(at + Varint.size(length) + length);
  }
}
