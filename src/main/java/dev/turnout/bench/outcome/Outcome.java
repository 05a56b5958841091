package dev.turnout.bench.outcome;

import dev.turnout.output.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a suite found.
 *
 * @param suite its name in commands
 * @param machine where it ran
 * @param setting what was measured, in one line: sizes and counts
 * @param sections the tables
 * @param goals with what was measured for each
 * @param notes what a reader has to know, such as what was left out
 */
public record Outcome(
    String suite,
    Machine machine,
    String setting,
    List<Section> sections,
    List<Goal> goals,
    List<String> notes) {
  public Outcome {
    sections = List.copyOf(sections);
    goals = List.copyOf(goals);
    notes = List.copyOf(notes);
  }

  /** For people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("%s: %s%n%s%n".formatted(suite, setting, machine));
    sections.forEach(section -> text.append("%n%s".formatted(section.text())));
    if (!goals.isEmpty()) {
      text.append("%n%s".formatted(goalTable()));
    }
    notes.forEach(note -> text.append("%nNote: %s".formatted(note)));
    return notes.isEmpty() ? text.toString() : text + "\n";
  }

  /** For programs. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("suite", suite);
    tree.put("setting", setting);
    tree.put("machine", machine.tree());
    tree.put("sections", sections.stream().map(Section::tree).toList());
    tree.put("goals", goals.stream().map(Goal::tree).toList());
    tree.put("notes", notes);
    return tree;
  }

  private Table goalTable() {
    Table table = new Table("goal", "limit", "measured", "spread", "");
    for (Goal goal : goals) {
      table.row(goal.what(), goal.bound(), goal.found(), goal.measured().range(), goal.verdict());
    }
    return table;
  }
}
