package dev.turnout.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A page of docs/reference, which is printed from the code; {@code -Dturnout.golden.update=true}
 * writes it.
 */
public final class ReferencePage {
  private static final Path FOLDER = Path.of("..", "docs", "reference");
  private static final String SAID = "Printed from the code; a test keeps this page equal to it.\n";

  private final String name;
  private final StringBuilder text = new StringBuilder();

  public ReferencePage(String name, String title, String introduction) {
    this.name = name;
    text.append("# ").append(title).append("\n\n").append(introduction).append(' ').append(SAID);
  }

  public ReferencePage heading(String heading, String sentence) {
    text.append("\n## ").append(heading).append('\n');
    return sentence.isEmpty() ? this : paragraph(sentence);
  }

  public ReferencePage paragraph(String sentence) {
    text.append('\n').append(sentence).append('\n');
    return this;
  }

  /** The first row has the columns' names. */
  public ReferencePage table(List<List<String>> rows) {
    text.append('\n').append(line(rows.get(0)));
    text.append("|---".repeat(rows.get(0).size())).append("|\n");
    rows.stream().skip(1).forEach(row -> text.append(line(row)));
    return this;
  }

  public static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  /** Holds the page against what was printed. */
  public void hold() throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("turnout.golden.update")) {
      Files.writeString(file, text);
    }
    assertThat(file)
        .as("%s is printed by tests with -Dturnout.golden.update=true", name)
        .hasContent(text.toString());
  }

  private static String line(List<String> cells) {
    return "| "
        + String.join(" | ", cells.stream().map(cell -> cell.replace("|", "\\|")).toList())
        + " |\n";
  }
}
