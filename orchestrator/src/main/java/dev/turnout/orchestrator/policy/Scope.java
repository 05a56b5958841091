package dev.turnout.orchestrator.policy;

import dev.turnout.orchestrator.plan.Glob;
import dev.turnout.orchestrator.routing.Expect;
import dev.turnout.orchestrator.routing.ModelName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which rollouts a rule is for.
 *
 * @param models patterns for the model's name; empty for every model
 * @param labels that the rollout must have, all of them
 * @param except labels of which the rollout must not have any, such as {@code urgent: yes}
 */
public record Scope(
    List<Glob> models, SortedMap<String, String> labels, SortedMap<String, String> except) {
  private static final int MOST = 100;

  /** Every rollout. */
  public static final Scope ALL = new Scope(List.of(), new TreeMap<>(), new TreeMap<>());

  public Scope {
    models = List.copyOf(models);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    except = Collections.unmodifiableSortedMap(new TreeMap<>(except));
    Expect.notMore("patterns", models, MOST);
    Expect.notMore("labels", labels.keySet(), MOST);
    Expect.notMore("labels", except.keySet(), MOST);
  }

  /**
   * Whether a rollout is meant.
   *
   * @param of its labels
   */
  public boolean covers(ModelName model, Map<String, String> of) {
    return (models.isEmpty() || models.stream().anyMatch(glob -> glob.matches(model.value())))
        && of.entrySet().containsAll(labels.entrySet())
        && except.entrySet().stream().noneMatch(of.entrySet()::contains);
  }
}
