package io.dagstore.core.unixfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The ChaCha20 key stream of a seed text, as the peers' test vectors use it. */
final class SeededData extends InputStream {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz01234567890-_";
  private static final int PIECE = 1 << 13;

  private final Cipher cipher;
  private final byte[] zeros = new byte[PIECE];
  private final byte[] piece = new byte[PIECE];
  private int next = PIECE;
  private long left;

  SeededData(String seed, long length) {
    this.left = length;
    try {
      byte[] key = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(UTF_8));
      cipher = Cipher.getInstance("ChaCha20");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, "ChaCha20"),
          new ChaCha20ParameterSpec(new byte[12], 0));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> names(String seed, int count, int length) {
    byte[] stream = bytes(seed, 1 << 20);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(name(stream, i * length, length));
    }
    return names;
  }

  static String name(byte[] stream, int from, int length) {
    StringBuilder name = new StringBuilder();
    for (int i = from; i < from + length; i++) {
      name.append(ALPHABET.charAt((stream[i] & 0xFF) % ALPHABET.length()));
    }
    return name.toString();
  }

  static byte[] bytes(String seed, int length) {
    byte[] bytes = new byte[length];
    new SeededData(seed, length).read(bytes, 0, length);
    return bytes;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] dst, int off, int len) {
    Objects.checkFromIndexSize(off, len, dst.length);
    if (left == 0 && len > 0) {
      return -1;
    }
    int wanted = (int) Math.min(len, left);
    for (int done = 0; done < wanted; ) {
      if (next == PIECE) {
        refill();
      }
      int count = Math.min(wanted - done, PIECE - next);
      System.arraycopy(piece, next, dst, off + done, count);
      next += count;
      done += count;
    }
    left -= wanted;
    return wanted;
  }

  private void refill() {
    try {
      cipher.update(zeros, 0, PIECE, piece, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    next = 0;
  }
}
