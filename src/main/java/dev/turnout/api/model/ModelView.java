package dev.turnout.api.model;

import dev.turnout.events.Evidence;
import dev.turnout.events.NodeView;
import dev.turnout.events.RolloutState;
import dev.turnout.events.VersionRef;
import dev.turnout.explain.EvidenceTree;
import dev.turnout.orchestrator.codec.EvidenceCodec;
import dev.turnout.output.RecordTree;
import dev.turnout.view.StateTree;
import dev.turnout.view.Status;
import dev.turnout.view.StepText;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The newest state of one model as readers see it. It does not change. */
public final class ModelView {
  private final RolloutState state;
  private final Map<String, Object> summary;

  private ModelView(RolloutState state) {
    this.state = state;
    this.summary = summarize(state);
  }

  /** Takes the state over; its private snapshot, most of its bytes, is let go. */
  static ModelView of(RolloutState state) {
    state.setSnapshot(ByteBuffer.allocate(0));
    return new ModelView(state);
  }

  public String model() {
    return state.getModel();
  }

  /** For reading only. */
  public RolloutState state() {
    return state;
  }

  /** How it stands. */
  public Status status() {
    return Status.of(state);
  }

  /** One line of a list as a tree. It says nothing that changes without being of interest. */
  public Map<String, Object> summary() {
    return summary;
  }

  /** Everything, as {@code turnout get rollout -o json} has it, with some words beside. */
  public Map<String, Object> detail() {
    Map<String, Object> tree = new LinkedHashMap<>(StateTree.of(state));
    tree.put("status", Status.word(status()));
    tree.put("word", Status.word(state));
    tree.put(
        "stepWords",
        IntStream.range(0, state.getSteps().size())
            .mapToObj(index -> StepText.of(state.getSteps(), index))
            .toList());
    tree.put("nodeCounts", nodeCounts(state));
    Evidence evidence = state.getEvidence();
    if (evidence != null) {
      // The state holds counts only, because it is written with every commit.
      tree.put("judged", EvidenceTree.of(EvidenceCodec.read(evidence)));
    }
    return tree;
  }

  /** The model's nodes and how many of them have the newest table in force. */
  public Map<String, Object> nodes() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("model", model());
    tree.put("epoch", state.getEpoch());
    tree.putAll(nodeCounts(state));
    tree.put("items", state.getNodes().stream().map(RecordTree::of).toList());
    return tree;
  }

  private static Map<String, Object> summarize(RolloutState state) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("model", state.getModel());
    put(tree, "rolloutId", state.getRolloutId());
    put(tree, "rollout", state.getRollout());
    tree.put("status", Status.word(Status.of(state)));
    tree.put("word", Status.word(state));
    put(tree, "phase", state.getPhase());
    put(tree, "phaseReason", state.getPhaseReason());
    put(tree, "phaseSinceMs", state.getPhaseSinceMs());
    put(tree, "outcome", name(state.getOutcome()));
    Integer step = state.getStep();
    put(tree, "step", step);
    tree.put("stepCount", state.getSteps().size());
    if (step != null && step < state.getSteps().size()) {
      tree.put("stepWords", StepText.of(state.getSteps(), step));
    }
    tree.put("weight", state.getWeight());
    tree.put("mirror", state.getMirror());
    put(tree, "stable", version(state.getStable()));
    put(tree, "candidate", version(state.getCandidate()));
    put(tree, "verdict", name(state.getVerdict()));
    put(tree, "verdictReason", state.getVerdictReason());
    tree.put("nodes", nodeCounts(state));
    tree.put("epoch", state.getEpoch());
    put(tree, "startedAtMs", state.getStartedAtMs());
    return tree;
  }

  private static Map<String, Object> nodeCounts(RolloutState state) {
    List<NodeView> nodes = state.getNodes();
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("all", nodes.size());
    counts.put(
        "inForce",
        nodes.stream()
            .filter(node -> !node.getLost() && node.getEpochInForce() >= state.getEpoch())
            .count());
    counts.put("lost", nodes.stream().filter(NodeView::getLost).count());
    return counts;
  }

  private static void put(Map<String, Object> tree, String key, @Nullable Object value) {
    if (value != null) {
      tree.put(key, value);
    }
  }

  private static @Nullable String name(@Nullable Enum<?> symbol) {
    return symbol == null ? null : symbol.name();
  }

  private static @Nullable String version(@Nullable VersionRef version) {
    return version == null ? null : version.getVersion();
  }
}
