package dev.turnout.view;

import dev.turnout.events.PlaceView;
import dev.turnout.orchestrator.plan.Durations;
import dev.turnout.orchestrator.plan.Glob;
import dev.turnout.orchestrator.policy.Freeze;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.orchestrator.policy.Schedule;
import dev.turnout.orchestrator.policy.Scope;
import dev.turnout.output.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What holds for all models: as text, and as the file that it was applied from. */
public final class PolicyText {
  private PolicyText() {}

  /**
   * For people.
   *
   * @param places who is under way, or waits, for a limit
   */
  public static String of(Policy policy, List<PlaceView> places) {
    if (policy.equals(Policy.NONE)) {
      return "No policy: rollouts may go on at any time.\n";
    }
    StringBuilder text = new StringBuilder();
    if (!policy.freezes().isEmpty()) {
      Table table = new Table("FREEZE", "WHEN", "FOR", "REASON");
      policy
          .freezes()
          .forEach(
              freeze ->
                  table.row(
                      freeze.name(),
                      freeze.schedule().inWords(),
                      scope(freeze.scope()),
                      freeze.reason()));
      text.append(table);
    }
    if (!policy.limits().isEmpty()) {
      Table table = new Table("LIMIT", "MOST", "FOR");
      policy
          .limits()
          .forEach(limit -> table.row(limit.name(), limit.inWords(), scope(limit.scope())));
      text.append(text.length() == 0 ? "" : "\n").append(table);
      text.append("\n").append(places(places));
    }
    return text.toString();
  }

  /** As the file from which it may be applied again. */
  public static Map<String, Object> tree(Policy policy) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("freezes", policy.freezes().stream().map(PolicyText::tree).toList());
    spec.put(
        "limits",
        policy.limits().stream()
            .map(
                limit -> {
                  Map<String, Object> tree = new LinkedHashMap<>();
                  tree.put("name", limit.name());
                  tree.put("max", limit.max());
                  limit.perLabel().ifPresent(key -> tree.put("perLabel", key));
                  addScope(limit.scope(), tree);
                  return tree;
                })
            .toList());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", "turnout.dev/v1alpha1");
    tree.put("kind", "Policy");
    tree.put("spec", spec);
    return tree;
  }

  private static Map<String, Object> tree(Freeze freeze) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", freeze.name());
    if (!freeze.reason().isEmpty()) {
      tree.put("reason", freeze.reason());
    }
    if (freeze.schedule() instanceof Schedule.Once once) {
      tree.put("from", once.from().toString());
      tree.put("to", once.to().toString());
    } else if (freeze.schedule() instanceof Schedule.Repeated repeated) {
      tree.put("cron", repeated.cron());
      tree.put("for", Durations.inWords(repeated.duration()));
      tree.put("timeZone", repeated.timeZone());
    }
    addScope(freeze.scope(), tree);
    return tree;
  }

  private static void addScope(Scope scope, Map<String, Object> tree) {
    if (!scope.models().isEmpty()) {
      tree.put("models", scope.models().stream().map(Glob::pattern).toList());
    }
    if (!scope.labels().isEmpty()) {
      tree.put("labels", new LinkedHashMap<>(scope.labels()));
    }
    if (!scope.except().isEmpty()) {
      tree.put("except", new LinkedHashMap<>(scope.except()));
    }
  }

  private static String scope(Scope scope) {
    List<String> parts = new ArrayList<>();
    parts.add(
        scope.models().isEmpty()
            ? "all models"
            : scope.models().stream().map(Glob::pattern).collect(Collectors.joining(", ")));
    if (!scope.labels().isEmpty()) {
      parts.add("with " + labels(scope.labels()));
    }
    if (!scope.except().isEmpty()) {
      parts.add("not with " + labels(scope.except()));
    }
    return String.join(" ", parts);
  }

  private static String labels(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }

  private static String places(List<PlaceView> places) {
    if (places.isEmpty()) {
      return "No rollout is under way that a limit counts.\n";
    }
    Table table = new Table("MODEL", "ROLLOUT", "PLACE");
    int waiting = 0;
    for (PlaceView place : places) {
      waiting += place.getAdmitted() ? 0 : 1;
      table.row(
          place.getModel(),
          place.getRolloutId(),
          place.getAdmitted() ? "under way" : "waits, number " + waiting);
    }
    return table.toString();
  }
}
