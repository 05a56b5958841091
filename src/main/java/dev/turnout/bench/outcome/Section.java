package dev.turnout.bench.outcome;

import dev.turnout.output.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of what was measured.
 *
 * @param title of the table
 * @param columns their names; the first names the row
 * @param rows of cells: texts as they are, numbers, or a {@link Spread}
 */
public record Section(String title, List<String> columns, List<List<Object>> rows) {
  public Section {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  String text() {
    Table table = new Table(columns.toArray(String[]::new));
    rows.forEach(row -> table.row(row.stream().map(Section::cell).toList()));
    return title + "\n" + table;
  }

  Map<String, Object> tree() {
    List<Map<String, Object>> documents = new ArrayList<>();
    for (List<Object> row : rows) {
      Map<String, Object> document = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        Object cell = row.get(i);
        String name = columns.get(i).isEmpty() ? "name" : columns.get(i);
        document.put(name, cell instanceof Spread spread ? spread.tree() : cell);
      }
      documents.add(document);
    }
    return Map.of("title", title, "rows", documents);
  }

  private static String cell(Object cell) {
    if (cell instanceof Double number) {
      return Numbers.text(number);
    }
    return cell instanceof Long || cell instanceof Integer
        ? "%,d".formatted(((Number) cell).longValue())
        : cell.toString();
  }
}
