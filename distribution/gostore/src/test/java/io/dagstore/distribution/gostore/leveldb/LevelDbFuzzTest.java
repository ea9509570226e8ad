package io.dagstore.distribution.gostore.leveldb;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any bytes with a right checksum are part of a database, or refused as corrupt. */
final class LevelDbFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void anyRecordOrBlockIsReadOrRefused(byte[] bytes) throws IOException {
    var file = Source.of(SampleDb.records(List.of(bytes)), "fuzz");

    refusedAtMost(
        () -> new WriteLog("/d/".getBytes(StandardCharsets.UTF_8)).add(new LogFile(file)));
    refusedAtMost(() -> new Manifest(new LogFile(file)));
    refusedAtMost(() -> new LogFile(Source.of(bytes, "fuzz")).forEach(log -> {}));
    refusedAtMost(() -> walk(bytes));
    refusedAtMost(() -> walk(Snappy.unpack(bytes, bytes.length)));
  }

  private static void walk(byte[] bytes) throws IOException {
    for (var block = new Block("fuzz", 0, bytes); block.next(); ) {
      block.value(block.valueLength());
    }
  }

  private interface Reading {
    void read() throws IOException, Snappy.Malformed;
  }

  private static void refusedAtMost(Reading reading) throws IOException {
    try {
      reading.read();
    } catch (CorruptDataException | Snappy.Malformed e) {
      // What any bytes may be.
    }
  }
}
