package io.dagstore.core.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** MVStore's way of writing facts down: {@code name:number,...,fletcher:checksum}, all in hex. */
final class ChecksummedLine {
  private static final String CHECKSUM = ",fletcher:";

  private ChecksummedLine() {}

  /** The facts; none where the checksum is not theirs. */
  static Map<String, String> read(byte[] bytes) {
    var line = new String(bytes, StandardCharsets.ISO_8859_1).trim();
    int end = line.lastIndexOf(CHECKSUM);
    if (end < 0) {
      return Map.of();
    }
    var facts = line.substring(0, end);
    boolean sound = line.substring(end + CHECKSUM.length()).equals(checksum(facts));
    try {
      return sound ? DataUtils.parseMap(facts) : Map.of();
    } catch (MVStoreException e) {
      return Map.of();
    }
  }

  /** The same line with one more fact, again of this length. */
  static byte[] with(byte[] bytes, String name, int number) {
    return line(facts(bytes) + "," + name + ":" + Integer.toHexString(number), bytes.length);
  }

  /** The same line without a fact, again of this length. */
  static byte[] without(byte[] bytes, String name) {
    return line(facts(bytes).replaceAll("," + name + ":[^,]*", ""), bytes.length);
  }

  private static String facts(byte[] bytes) {
    var line = new String(bytes, StandardCharsets.ISO_8859_1);
    return line.substring(0, line.lastIndexOf(CHECKSUM));
  }

  private static byte[] line(String facts, int length) {
    var line = (facts + CHECKSUM + checksum(facts)).getBytes(StandardCharsets.ISO_8859_1);
    var padded = Arrays.copyOf(line, length);
    Arrays.fill(padded, line.length, length - 1, (byte) ' ');
    padded[length - 1] = '\n';
    return padded;
  }

  private static String checksum(String facts) {
    var bytes = facts.getBytes(StandardCharsets.ISO_8859_1);
    return Integer.toHexString(DataUtils.getFletcher32(bytes, 0, bytes.length));
  }
}
