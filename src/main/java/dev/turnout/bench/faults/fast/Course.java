package dev.turnout.bench.faults.fast;

import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.orchestrator.rollout.CommandAccepted;
import dev.turnout.orchestrator.rollout.CommandRefused;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.FullPromotionRequested;
import dev.turnout.orchestrator.rollout.MirrorSet;
import dev.turnout.orchestrator.rollout.NodesSwitched;
import dev.turnout.orchestrator.rollout.RolloutEnded;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.rollout.RolloutPaused;
import dev.turnout.orchestrator.rollout.RolloutResumed;
import dev.turnout.orchestrator.rollout.RolloutStarted;
import dev.turnout.orchestrator.rollout.RolloutTurnedBack;
import dev.turnout.orchestrator.rollout.StepCompleted;
import dev.turnout.orchestrator.rollout.StepEntered;
import dev.turnout.orchestrator.rollout.WeightSet;
import dev.turnout.simulation.Simulation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came of a script.
 *
 * @param bytes the journal as it was written, an entry each
 * @param decisions what was decided, without times, evidence and the nodes' own news
 */
record Course(List<String> bytes, List<String> decisions, List<Entry> journal) {
  private static final Map<Class<?>, Function<RolloutEvent, String>> DECISIONS =
      Map.ofEntries(
          decision(CommandAccepted.class, e -> e.commandId() + " " + e.command()),
          decision(CommandRefused.class, e -> e.commandId() + " " + e.command()),
          decision(RolloutStarted.class, e -> e.rolloutId().value()),
          decision(StepEntered.class, e -> e.rolloutId() + " " + e.step()),
          decision(StepCompleted.class, e -> e.rolloutId() + " " + e.step()),
          decision(WeightSet.class, e -> e.rolloutId() + " " + e.weight()),
          decision(MirrorSet.class, e -> e.rolloutId() + " " + e.fraction()),
          decision(NodesSwitched.class, e -> e.rolloutId() + " " + e.nodes()),
          decision(RolloutPaused.class, e -> e.rolloutId().value()),
          decision(RolloutResumed.class, e -> e.rolloutId().value()),
          decision(FullPromotionRequested.class, e -> e.rolloutId().value()),
          decision(RolloutTurnedBack.class, e -> e.rolloutId() + " " + e.outcome()),
          decision(RolloutEnded.class, e -> e.rolloutId() + " " + e.outcome()));

  /** Of a world that has come to its end. */
  static Course of(Simulation world) {
    return new Course(
        world.onlooker().records().stream().map(entry -> EntryHash.of(entry).hex()).toList(),
        world.onlooker().journal().stream()
            .flatMap(entry -> decision(entry.event()).stream())
            .toList(),
        List.copyOf(world.onlooker().journal()));
  }

  /** How many of one list's elements the other one lacks, each as often as it occurs. */
  static int missing(List<String> from, List<String> in) {
    Map<String, Integer> left = new HashMap<>();
    in.forEach(one -> left.merge(one, 1, Integer::sum));
    int missing = 0;
    for (String one : from) {
      if (left.merge(one, -1, Integer::sum) < 0) {
        missing++;
      }
    }
    return missing;
  }

  /** Why the last rollout was sent back; empty if it was not. */
  Optional<String> whyTurnedBack() {
    return journal.stream()
        .map(Entry::event)
        .filter(RolloutTurnedBack.class::isInstance)
        .map(event -> ((RolloutTurnedBack) event).reason())
        .reduce((a, b) -> b);
  }

  /** Whether a rollout was sent back, or not promoted, because its candidate was in trouble. */
  boolean blamesTheCandidate() {
    boolean refused =
        journal.stream()
            .map(Entry::event)
            .anyMatch(
                event ->
                    event instanceof CommandRefused refusal
                        && refusal.reason().matches("Expected candidate .* to be ready.*"));
    return refused
        || whyTurnedBack()
            .filter(why -> why.matches("(errors|candidate|catastrophe).*"))
            .isPresent();
  }

  /** The decision in words; empty for what only is news, or evidence. */
  private static Optional<String> decision(RolloutEvent event) {
    return Optional.ofNullable(DECISIONS.get(event.getClass()))
        .map(words -> event.word() + " " + words.apply(event));
  }

  private static <E extends RolloutEvent>
      Map.Entry<Class<?>, Function<RolloutEvent, String>> decision(
          Class<E> type, Function<E, String> words) {
    return Map.entry(type, event -> words.apply(type.cast(event)));
  }
}
