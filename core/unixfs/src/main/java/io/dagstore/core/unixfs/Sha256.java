package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash of every profile, fed piece by piece so that content is hashed while it is in cache. */
final class Sha256 {
  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void update(byte[] bytes, int from, int length) {
    digest.update(bytes, from, length);
  }

  /** The CID of all bytes since the last call. */
  Cid finish(int cidVersion, long codec) {
    Multihash hash = Multihash.of(Multicodec.SHA2_256, digest.digest());
    return cidVersion == 0 ? Cid.v0(hash) : Cid.v1(codec, hash);
  }
}
