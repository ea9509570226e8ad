package io.dagstore.journal.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Lines that go to the file in one write. */
final class Lines {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Instant first = Instant.EPOCH;
  private int count;

  void add(byte[] line, Instant time) {
    first = count == 0 ? time : first;
    bytes.writeBytes(line);
    count++;
  }

  int size() {
    return bytes.size();
  }

  int count() {
    return count;
  }

  /** When the first of them happened. */
  Instant first() {
    return first;
  }

  ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  void clear() {
    bytes.reset();
    count = 0;
  }
}
