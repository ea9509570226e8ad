package io.dagstore.core.ipld;

/** BLAKE2b-256. */
final class Blake2b256 {
  void digest(byte[] data, int off, int length, byte[] dst, int at) {
    throw new UnsupportedOperationException(data.length + " " + off + length + dst.length + at);
  }
}
