package dev.turnout.view;

import dev.turnout.orchestrator.mlflow.Knowledge;
import dev.turnout.output.Table;
import dev.turnout.output.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What MLflow knows of each model, a line each, and below why it does not know the rest. */
public final class KnowledgeTable {
  private KnowledgeTable() {}

  /** The table as text; a sentence if there is nothing to show. */
  public static String of(List<Knowledge> all, Instant now) {
    if (all.isEmpty()) {
      return "No rollout is known yet.\n";
    }
    Table table =
        new Table("MODEL", "REGISTERED", "ROLLOUT", "DECISION", "MLFLOW", "SINCE", "ALIASES");
    for (Knowledge one : all) {
      table.row(
          one.model(),
          one.registered().orElse("-"),
          one.rolloutId(),
          one.decision().isEmpty() ? "-" : one.decision(),
          word(one),
          one.decision().isEmpty() ? "-" : Times.age(Duration.between(one.since(), now)),
          aliases(one));
    }
    String reasons =
        all.stream()
            .filter(one -> !one.reason().isEmpty())
            .map(one -> "%s: %s\n".formatted(one.model(), one.reason()))
            .collect(Collectors.joining());
    return table + (reasons.isEmpty() ? "" : "\n" + reasons);
  }

  /** The same as documents. */
  public static List<Map<String, Object>> trees(List<Knowledge> all) {
    return all.stream().map(KnowledgeTable::tree).toList();
  }

  private static Map<String, Object> tree(Knowledge one) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("model", one.model());
    one.registered().ifPresent(name -> tree.put("registered", name));
    tree.put("rolloutId", one.rolloutId());
    tree.put("state", one.state().name().toLowerCase(Locale.ROOT));
    if (!one.decision().isEmpty()) {
      tree.put("decision", one.decision());
      tree.put("since", one.since().toString());
    }
    if (!one.reason().isEmpty()) {
      tree.put("reason", one.reason());
    }
    tree.put("aliases", new TreeMap<>(one.aliases()));
    return tree;
  }

  private static String word(Knowledge one) {
    return switch (one.state()) {
      case KNOWN -> "knows";
      case LATE -> "late";
      case UNDECIDED -> "-";
      case FOREIGN -> "not its";
    };
  }

  private static String aliases(Knowledge one) {
    String text =
        new TreeMap<>(one.aliases())
            .entrySet().stream()
                .map(alias -> alias.getKey() + "=" + alias.getValue())
                .collect(Collectors.joining(" "));
    return text.isEmpty() ? "-" : text;
  }
}
