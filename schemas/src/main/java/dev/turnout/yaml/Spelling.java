package dev.turnout.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses which known word an unknown one was meant to be. */
final class Spelling {
  private static final int LONGEST = 60;

  private Spelling() {}

  /** {@code " (did you mean 'weight'?)"}, or nothing if no known word is near. */
  static String hint(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return "";
    }
    int limit = Math.max(1, word.length() / 3);
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= limit)
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .map(" (did you mean '%s'?)"::formatted)
        .orElse("");
  }

  /** Letters to insert, delete or replace; the case of letters does not count. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
