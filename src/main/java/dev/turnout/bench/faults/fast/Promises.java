package dev.turnout.bench.faults.fast;

import dev.turnout.events.JournalEntry;
import dev.turnout.events.RouteTable;
import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.orchestrator.plan.Plan;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.orchestrator.plan.SwitchNodesStep;
import dev.turnout.orchestrator.rollout.CommandAccepted;
import dev.turnout.orchestrator.rollout.CommandId;
import dev.turnout.orchestrator.rollout.CommandRefused;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.NodesSwitched;
import dev.turnout.orchestrator.rollout.RolloutEnded;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.rollout.RolloutId;
import dev.turnout.orchestrator.rollout.RolloutStarted;
import dev.turnout.orchestrator.rollout.StepCompleted;
import dev.turnout.orchestrator.rollout.StepEntered;
import dev.turnout.simulation.SimNode;
import dev.turnout.simulation.Simulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What holds at the end of every script, whatever befell it. */
final class Promises {
  private final Simulation world;
  private final List<String> lost = new ArrayList<>();
  private final List<String> doubled = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  private Promises(Simulation world, int ends) {
    this.world = world;
    checkChain();
    checkCommands();
    checkRollouts(ends);
    checkSteps();
    checkTables();
  }

  /**
   * Checks a world that has come to its end.
   *
   * @param ends how many rollouts must have ended
   */
  static Promises check(Simulation world, int ends) {
    return new Promises(world, ends);
  }

  /** Decisions that are missing, a line each. */
  List<String> lost() {
    return lost;
  }

  /** Decisions that were made twice, a line each. */
  List<String> doubled() {
    return doubled;
  }

  /** Other promises that were not kept, a line each. */
  List<String> broken() {
    return broken;
  }

  private void checkChain() {
    String head = "";
    long sequence = 0;
    for (JournalEntry entry : world.onlooker().records()) {
      sequence++;
      if (entry.getSequence() > sequence) {
        lost.add("entry %d is missing".formatted(sequence));
      } else if (entry.getSequence() < sequence) {
        doubled.add("entry %d came twice".formatted(entry.getSequence()));
      }
      if (!entry.getPreviousHash().equals(head)) {
        broken.add("entry %d does not follow from the one before".formatted(sequence));
      }
      sequence = entry.getSequence();
      head = EntryHash.of(entry).hex();
    }
  }

  private void checkCommands() {
    Map<CommandId, Integer> answers = new HashMap<>();
    for (RolloutEvent event : events()) {
      if (event instanceof CommandAccepted accepted) {
        answers.merge(accepted.commandId(), 1, Integer::sum);
      } else if (event instanceof CommandRefused refused) {
        answers.merge(refused.commandId(), 1, Integer::sum);
      }
    }
    for (CommandId id : world.sent()) {
      if (!answers.containsKey(id)) {
        lost.add("%s was not answered".formatted(id));
      }
    }
    answers.forEach(
        (id, count) -> {
          if (count > 1) {
            doubled.add("%s was answered %d times".formatted(id, count));
          }
        });
  }

  private void checkRollouts(int ends) {
    Set<String> started = unique(RolloutStarted.class, e -> "start of " + e.rolloutId());
    Set<String> ended = unique(RolloutEnded.class, e -> "end of " + e.rolloutId());
    for (int i = Math.min(started.size(), ended.size()); i < ends; i++) {
      lost.add("a rollout did not end");
    }
  }

  /** A plan goes on; back it goes to the next batch of nodes only. */
  private void checkSteps() {
    Map<RolloutId, Plan> plans = new HashMap<>();
    Map<RolloutId, Integer> present = new HashMap<>();
    Map<RolloutId, TreeSet<Integer>> completed = new HashMap<>();
    for (RolloutEvent event : events()) {
      if (event instanceof RolloutStarted started) {
        plans.put(started.rolloutId(), started.plan());
      } else if (event instanceof StepEntered entered) {
        RolloutId id = entered.rolloutId();
        int before = present.getOrDefault(id, -1);
        Step step = Objects.requireNonNull(plans.get(id), id::toString).step(entered.step());
        boolean nextBatch = entered.step() < before && step instanceof SwitchNodesStep;
        if (entered.step() <= before && !nextBatch) {
          doubled.add("step %d of %s".formatted(entered.step(), id));
        }
        present.put(id, entered.step());
        completed.computeIfAbsent(id, one -> new TreeSet<>()).tailSet(entered.step()).clear();
      } else if (event instanceof StepCompleted done
          && !completed
              .computeIfAbsent(done.rolloutId(), one -> new TreeSet<>())
              .add(done.step())) {
        doubled.add("end of step %d of %s".formatted(done.step(), done.rolloutId()));
      }
    }
    checkBatches();
  }

  private void checkBatches() {
    Set<String> switched = new HashSet<>();
    for (RolloutEvent event : events()) {
      if (event instanceof NodesSwitched batch) {
        batch.nodes().stream()
            .map(node -> "switch of %s in %s".formatted(node, batch.rolloutId()))
            .filter(name -> !switched.add(name))
            .forEach(doubled::add);
      }
    }
  }

  private <E extends RolloutEvent> Set<String> unique(Class<E> type, Function<E, String> name) {
    Set<String> seen = new HashSet<>();
    for (RolloutEvent event : events()) {
      if (type.isInstance(event) && !seen.add(name.apply(type.cast(event)))) {
        doubled.add(name.apply(type.cast(event)));
      }
    }
    return seen;
  }

  private void checkTables() {
    long epoch = 0;
    for (RouteTable table : world.onlooker().tables()) {
      if (table.getEpoch() <= epoch) {
        broken.add("epoch %d came after %d".formatted(table.getEpoch(), epoch));
      }
      epoch = table.getEpoch();
    }
    for (SimNode node : world.nodes()) {
      if (node.epochInForce() != epoch) {
        broken.add(
            "%s has epoch %d in force, not %d".formatted(node.name(), node.epochInForce(), epoch));
      }
    }
  }

  private List<RolloutEvent> events() {
    return world.onlooker().journal().stream().map(Entry::event).toList();
  }
}
