package io.dagstore.distribution.runtime.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The word that a misspelt one was most likely meant to be. */
final class Nearest {
  private Nearest() {}

  /** The nearest of these words; there is at least one. */
  static String of(String word, Collection<String> words) {
    return words.stream().min(Comparator.comparingInt(w -> distance(word, w))).orElseThrow();
  }

  /** How many letters have to be put in, left out, replaced or swapped; case does not count. */
  static int distance(String left, String right) {
    var a = left.toLowerCase(Locale.ROOT);
    var b = right.toLowerCase(Locale.ROOT);
    var rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, i, j, a, b);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int step(int[][] rows, int i, int j, String a, String b) {
    int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}
