package dev.turnout.output;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Columns of text, aligned to the left and two blanks apart. */
public final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... header) {
    rows.add(List.of(header));
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has another number of cells than the header
   */
  public Table row(String... cells) {
    return row(List.of(cells));
  }

  /** Adds a row. */
  public Table row(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "Expected %d cells, but got %s".formatted(rows.get(0).size(), cells));
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** The lines, each with the indent in front and without blanks at its end. */
  public List<String> lines(String indent) {
    List<Integer> widths = widths();
    return rows.stream().map(row -> line(indent, row, widths)).toList();
  }

  @Override
  public String toString() {
    return String.join("\n", lines("")) + "\n";
  }

  private List<Integer> widths() {
    List<Integer> widths = new ArrayList<>(Collections.nCopies(rows.get(0).size(), 0));
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths.set(i, Math.max(widths.get(i), length(row.get(i))));
      }
    }
    return widths;
  }

  private static String line(String indent, List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i);
      line.append(cell).append(" ".repeat(widths.get(i) - length(cell))).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
