package dev.turnout.agents.router.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A file with one row per model: {@code MODEL ROW}. */
public final class RowFile {
  private final WholeFile file;

  public RowFile(Path path) {
    this.file = new WholeFile(path);
  }

  /** The rows by model; none if there is no file. */
  public Map<String, String> read() {
    Map<String, String> rows = new TreeMap<>();
    for (String line : file.read().split("\n")) {
      int space = line.indexOf(' ');
      if (space > 0) {
        rows.put(line.substring(0, space), line.substring(space + 1));
      }
    }
    return rows;
  }

  /** Replaces all rows. */
  public void write(Map<String, String> rows) {
    StringBuilder lines = new StringBuilder();
    rows.forEach((model, row) -> lines.append(model).append(' ').append(row).append('\n'));
    file.write(lines.toString());
  }
}
