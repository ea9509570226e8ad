package io.dagstore.core.car;

import io.dagstore.core.files.CorruptDataException;

/**
 * A CAR file, or an index of one, that is not what it says. Besides file, offset, expected and got
 * it names its {@link Fault}, so that a caller can tell what still helps: an unusable index is
 * rebuilt, an unfinalised file resumed, a truncated one read up to its last whole block.
 */
public final class CarException extends CorruptDataException {
  private static final long serialVersionUID = 1L;

  /** The kinds of damage; each row of the rules for bad input has its own. */
  public enum Fault {
    /** Empty file, or a header frame cut short. */
    TRUNCATED_HEADER,
    /** A header length of zero or above the limit. */
    HEADER_LENGTH,
    /** Header bytes that are not the canonical DAG-CBOR map of roots and version. */
    MALFORMED_HEADER,
    /** A version other than 1 and 2, or one inside a CARv2 other than 1. */
    UNSUPPORTED_VERSION,
    /** CARv2 offsets or sizes that contradict each other or the length of the file. */
    INVALID_V2_HEADER,
    /** A CARv2 whose header was never filled in: its writer did not finish. */
    UNFINALISED,
    /** A section longer than the limit. */
    SECTION_TOO_LARGE,
    /** A section that goes on beyond the end of the data. */
    TRUNCATED_SECTION,
    /** A section whose length, varints or CID are wrong. */
    MALFORMED_SECTION,
    /** A section of length zero where none may be. */
    ZERO_SECTION,
    /** A CID longer than an index takes. */
    CID_TOO_LONG,
    /** Blocks of more kinds of multihash than one index takes. */
    INDEX_TOO_DIVERSE,
    /** Data whose hash is not the one in its CID. */
    HASH_MISMATCH,
    /** An index that breaks a rule of its format; the data may be whole. */
    UNUSABLE_INDEX,
    /** An index entry that leads outside the data, into a section or to another block. */
    LYING_INDEX,
    /** An index without a block that the data holds. */
    INCOMPLETE_INDEX,
    /** A root that is no block of the file. */
    MISSING_ROOT
  }

  private final Fault fault;

  CarException(Fault fault, String source, long offset, String what, String expected, String got) {
    super(source, offset, what, expected, got);
    this.fault = fault;
  }

  /** The kind of damage. */
  public Fault fault() {
    return fault;
  }
}
