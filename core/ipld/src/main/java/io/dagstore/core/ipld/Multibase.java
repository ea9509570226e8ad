package io.dagstore.core.ipld;

import java.util.List;
import java.util.Optional;

/**
 * The alphabets in which binary CIDs are written as text, each with its one-letter prefix. None
 * pads; decoding is exact: wrong case, foreign characters and left-over bits are refused.
 */
public enum Multibase {
  /** Hexadecimal, lower case, prefix {@code f}. */
  BASE16('f', new BitAlphabet("0123456789abcdef", 4)),
  /** RFC 4648, lower case, prefix {@code b}: the usual one of version 1. */
  BASE32('b', new BitAlphabet("abcdefghijklmnopqrstuvwxyz234567", 5)),
  /** RFC 4648, upper case, prefix {@code B}. */
  BASE32_UPPER('B', new BitAlphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 5)),
  /** Digits and lower case, prefix {@code k}: the usual one of IPNS names. */
  BASE36('k', new NumberAlphabet("0123456789abcdefghijklmnopqrstuvwxyz")),
  /** Bitcoin's alphabet, prefix {@code z}; version 0 CIDs are written in it without prefix. */
  BASE58BTC('z', new NumberAlphabet("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")),
  /** RFC 4648, prefix {@code m}. */
  BASE64(
      'm', new BitAlphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 6)),
  /** RFC 4648 for URLs, prefix {@code u}. */
  BASE64URL(
      'u', new BitAlphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 6));

  /** A way to write bytes as letters. */
  sealed interface Alphabet permits BitAlphabet, NumberAlphabet {
    String encode(byte[] bytes);

    /** The bytes that the letters of {@code text} from {@code from} on spell. */
    byte[] decode(String text, int from);
  }

  private static final List<Multibase> ALL = List.of(values());

  private final char prefix;

  // The checker knows immutability by annotation only; both alphabets are, once made.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Alphabet alphabet;

  Multibase(char prefix, Alphabet alphabet) {
    this.prefix = prefix;
    this.alphabet = alphabet;
  }

  /** The letter that a prefixed text in this base begins with. */
  public char prefix() {
    return prefix;
  }

  /** The text of {@code bytes}, without prefix. */
  public String encode(byte[] bytes) {
    return alphabet.encode(bytes);
  }

  /** The text of {@code bytes}, after the prefix. */
  public String encodePrefixed(byte[] bytes) {
    return prefix + alphabet.encode(bytes);
  }

  /**
   * The bytes that {@code text}, which has no prefix, spells.
   *
   * @throws MalformedException when it spells none, or is longer than the quadratic bases (36, 58)
   *     are read: 8192 characters
   */
  public byte[] decode(String text) {
    return alphabet.decode(text, 0);
  }

  /**
   * The bytes that {@code text} spells in the base that its first character names.
   *
   * @throws MalformedException when there is no such base, or {@code text} spells nothing in it
   */
  public static byte[] decodePrefixed(String text) {
    if (text.isEmpty()) {
      throw MalformedException.truncated("multibase text", 0, 1, 0);
    }
    for (Multibase base : ALL) {
      if (base.prefix == text.charAt(0)) {
        return base.alphabet.decode(text, 1);
      }
    }
    throw MalformedException.invalid(
        "multibase text", 0, "one of f b B k z m u", "'" + text.charAt(0) + "'");
  }

  /** The base whose prefix is {@code letter}, empty when there is none here. */
  public static Optional<Multibase> byPrefix(char letter) {
    return ALL.stream().filter(base -> base.prefix == letter).findFirst();
  }
}
