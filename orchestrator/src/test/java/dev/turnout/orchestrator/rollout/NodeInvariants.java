package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.fleet.Node;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.fleet.VersionState;
import dev.turnout.orchestrator.plan.SwitchNodesStep;
import dev.turnout.orchestrator.routing.RouteTable;
import java.util.List;

/** What holds at every entry of a journal in which nodes are switched one after the other. */
final class NodeInvariants {
  private NodeInvariants() {}

  static void check(Model before, List<Entry> entries) {
    Model model = before;
    for (Entry entry : entries) {
      Model after = model.after(entry.event(), entry.at());
      if (entry.event() instanceof NodesSwitched batch) {
        aBatchIsSwitchedWhenAllIsWell(model, batch);
        aBatchIsWatchedBeforeTheNext(model);
      }
      theTableNamesTheSwitchedNodes(after);
      model = after;
    }
  }

  private static void aBatchIsSwitchedWhenAllIsWell(Model model, NodesSwitched batch) {
    Rollout rollout = model.rollout().orElseThrow();
    SwitchNodesStep step = (SwitchNodesStep) rollout.plan().step(rollout.step());
    List<Node> waitedFor =
        rollout.expected().stream().map(name -> model.fleet().node(name).orElseThrow()).toList();
    assertThat(waitedFor)
        .allMatch(node -> !node.lost())
        .allMatch(node -> node.epochInForce() == model.epoch())
        .allMatch(node -> node.has(rollout.candidate(), VersionState.READY));
    int selected =
        (int) waitedFor.stream().filter(node -> node.isSelectedBy(step.selector())).count();
    assertThat(batch.nodes())
        .isNotEmpty()
        .hasSizeLessThanOrEqualTo(step.maxUnavailable().of(selected))
        .allMatch(name -> model.fleet().node(name).orElseThrow().isSelectedBy(step.selector()))
        .noneMatch(rollout.switched()::contains);
    assertThat(batch.all()).isEqualTo(waitedFor.size());
  }

  private static void aBatchIsWatchedBeforeTheNext(Model model) {
    Rollout rollout = model.rollout().orElseThrow();
    Switching phase = (Switching) rollout.phase().stepPhase().orElseThrow();
    boolean watched = rollout.plan().isRepeated(rollout.step() + 1);
    assertThat(watched && phase.isBegun()).as("a batch was switched in this step before").isFalse();
  }

  private static void theTableNamesTheSwitchedNodes(Model model) {
    boolean running = model.rollout().filter(Rollout::isRunning).isPresent();
    List<String> named =
        model.routeTable().map(RouteTable::candidateNodes).stream()
            .flatMap(nodes -> nodes.stream())
            .toList();
    List<String> switched =
        model.rollout().map(Rollout::switched).stream()
            .flatMap(nodes -> nodes.stream())
            .map(NodeName::value)
            .toList();
    assertThat(named).isEqualTo(running ? switched : List.of());
  }
}
