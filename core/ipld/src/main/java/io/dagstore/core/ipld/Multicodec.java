package io.dagstore.core.ipld;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Codes of the multicodec table that CIDs, multihashes and indices use, and their names. */
public final class Multicodec {
  /** Hash: the digest is the content. */
  public static final long IDENTITY = 0x00;

  /** Hash: SHA-1, 20 bytes. */
  public static final long SHA1 = 0x11;

  /** Hash: SHA-256, 32 bytes. */
  public static final long SHA2_256 = 0x12;

  /** Hash: SHA-512, 64 bytes. */
  public static final long SHA2_512 = 0x13;

  /** Hash: BLAKE3. */
  public static final long BLAKE3 = 0x1e;

  /** Hash: the first half of MurmurHash3 x64 128, 8 bytes; names buckets of HAMT directories. */
  public static final long MURMUR3_X64_64 = 0x22;

  /** Content: any CBOR. */
  public static final long CBOR = 0x51;

  /** Content: opaque bytes. */
  public static final long RAW = 0x55;

  /** Content: DAG-PB. */
  public static final long DAG_PB = 0x70;

  /** Content: DAG-CBOR. */
  public static final long DAG_CBOR = 0x71;

  /** Content: a public key of a peer. */
  public static final long LIBP2P_KEY = 0x72;

  /** Content: DAG-JSON. */
  public static final long DAG_JSON = 0x0129;

  /** Content: any JSON. */
  public static final long JSON = 0x0200;

  /** CAR index: sorted by digest. */
  public static final long CAR_INDEX_SORTED = 0x0400;

  /** CAR index: sorted by multihash code and digest. */
  public static final long CAR_MULTIHASH_INDEX_SORTED = 0x0401;

  /** Hash: BLAKE2b, 32 bytes. */
  public static final long BLAKE2B_256 = 0xb220;

  private static final Map<Long, String> NAMES = names();

  private Multicodec() {}

  /** The name of {@code code} in the table; its number in hexadecimal for a code not known here. */
  public static String name(long code) {
    return NAMES.getOrDefault(code, "0x" + Long.toHexString(code));
  }

  /** The code that has {@code name}, empty for a name not known here. */
  public static OptionalLong code(String name) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .mapToLong(Map.Entry::getKey)
        .findFirst();
  }

  private static Map<Long, String> names() {
    var names = new LinkedHashMap<Long, String>();
    names.put(IDENTITY, "identity");
    names.put(SHA1, "sha1");
    names.put(SHA2_256, "sha2-256");
    names.put(SHA2_512, "sha2-512");
    names.put(0x14L, "sha3-512");
    names.put(0x15L, "sha3-384");
    names.put(0x16L, "sha3-256");
    names.put(0x1bL, "keccak-256");
    names.put(BLAKE3, "blake3");
    names.put(MURMUR3_X64_64, "murmur3-x64-64");
    names.put(CBOR, "cbor");
    names.put(RAW, "raw");
    names.put(0x56L, "dbl-sha2-256");
    names.put(DAG_PB, "dag-pb");
    names.put(DAG_CBOR, "dag-cbor");
    names.put(LIBP2P_KEY, "libp2p-key");
    names.put(DAG_JSON, "dag-json");
    names.put(JSON, "json");
    names.put(0x0300L, "ipns-record");
    names.put(CAR_INDEX_SORTED, "car-index-sorted");
    names.put(CAR_MULTIHASH_INDEX_SORTED, "car-multihash-index-sorted");
    names.put(0x1011L, "fr32-sha256-trunc254-padbintree");
    names.put(0x1012L, "sha2-256-trunc254-padded");
    names.put(BLAKE2B_256, "blake2b-256");
    names.put(0xf101L, "fil-commitment-unsealed");
    names.put(0xf102L, "fil-commitment-sealed");
    return Map.copyOf(names);
  }
}
