package io.dagstore.core.ipld;

import java.util.Optional;

/** The block formats known here. */
public final class Codecs {
  /** Opaque bytes: one {@link Node.Bytes}. */
  public static final Codec RAW = new RawCodec();

  /** Nodes of files and directories, see {@link PbNode}. */
  public static final Codec DAG_PB = new DagPbCodec();

  /** DAG-CBOR, decoded as strictly as its specification has it. */
  public static final Codec DAG_CBOR = CborCodec.strict();

  /**
   * DAG-CBOR that other implementations let pass: keys in any order, numbers and lengths in more
   * bytes than they need, short floats, undefined for null, texts that are no UTF-8 (Filecoin's
   * chain has them; a stray byte is the char U+DC00 + byte). Encodes canonically, such texts as the
   * bytes they were.
   */
  public static final Codec DAG_CBOR_LENIENT = CborCodec.lenient();

  /** DAG-JSON; white space and any order of keys are read, the canonical form is written. */
  public static final Codec DAG_JSON = JsonCodec.dagJson();

  /** The part of plain CBOR that the data model can hold; has no links. */
  public static final Codec CBOR = CborCodec.plain();

  /** Plain JSON; has no links and no reserved key. */
  public static final Codec JSON = JsonCodec.plain();

  private Codecs() {}

  /**
   * {@code node} as DAG-JSON for people: indented, and with a replacement character for each byte
   * that is no text. Not meant to be read back.
   */
  public static String pretty(Node node) {
    return JsonWriter.pretty(node);
  }

  /**
   * The format with the multicodec code {@code code}, empty when it is not known here. For DAG-CBOR
   * it is the strict one; who reads what others wrote may want {@link #DAG_CBOR_LENIENT}.
   */
  public static Optional<Codec> of(long code) {
    return switch (Math.clamp(code, 0, Integer.MAX_VALUE)) {
      case (int) Multicodec.RAW -> Optional.of(RAW);
      case (int) Multicodec.DAG_PB -> Optional.of(DAG_PB);
      case (int) Multicodec.DAG_CBOR -> Optional.of(DAG_CBOR);
      case (int) Multicodec.DAG_JSON -> Optional.of(DAG_JSON);
      case (int) Multicodec.CBOR -> Optional.of(CBOR);
      case (int) Multicodec.JSON -> Optional.of(JSON);
      default -> Optional.empty();
    };
  }
}
