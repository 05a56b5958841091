package dev.turnout.view;

import dev.turnout.events.Evidence;
import dev.turnout.events.Outcome;
import dev.turnout.events.RolloutState;
import dev.turnout.events.VerdictKind;
import dev.turnout.events.VersionRef;
import dev.turnout.output.Numbers;
import dev.turnout.output.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Everything about one model's rollout, as a tree of lines for a terminal. */
public final class RolloutTree {
  private RolloutTree() {}

  /** The lines; the ages in them depend on the time now. */
  public static List<String> of(RolloutState state, Instant now) {
    return of(state, now, List.of());
  }

  /**
   * The same, with whom it waits for under a limit.
   *
   * @param limits what {@link PlacesText} says
   */
  public static List<String> of(RolloutState state, Instant now, List<String> limits) {
    List<String> lines = new ArrayList<>(head(state, now, limits));
    steps(state, lines);
    Evidence evidence = state.getEvidence();
    if (evidence != null && !evidence.getMetrics().isEmpty()) {
      lines.add("Evidence:");
      lines.addAll(EvidenceLines.of(evidence, "  "));
    }
    lines.add("Nodes:     " + Nodes.inForce(state) + " on epoch " + state.getEpoch());
    if (!state.getNodes().isEmpty()) {
      lines.addAll(Nodes.lines(state, "  "));
    }
    return List.copyOf(lines);
  }

  private static List<String> head(RolloutState state, Instant now, List<String> limits) {
    List<String> lines = new ArrayList<>();
    lines.add("Model:     " + state.getModel());
    lines.add("Rollout:   " + RolloutTable.orDash(state.getRolloutId()));
    lines.add("Status:    " + Status.of(state).sign() + " " + Status.word(state) + age(state, now));
    if (state.getPhaseReason() != null) {
      lines.add("Message:   " + state.getPhaseReason());
    }
    limits.forEach(line -> lines.add("Limit:     " + line));
    if (state.getRolloutId() == null || "Ended".equals(state.getPhase())) {
      state.getGates().forEach(gate -> lines.add("Gate:      " + GateText.of(gate)));
    }
    lines.add("Stable:    " + version(state.getStable(), stableWeight(state)));
    if (state.getCandidate() != null) {
      String copies =
          state.getMirror() > 0
              ? ", gets copies of %s of the requests".formatted(Numbers.plain(state.getMirror()))
              : "";
      lines.add("Candidate: " + version(state.getCandidate(), state.getWeight()) + copies);
    }
    if (!state.getSwitchedNodes().isEmpty()) {
      lines.add(
          "Switched:  %s: %s".formatted(Nodes.share(state), Nodes.names(state.getSwitchedNodes())));
    }
    if (!state.getNextNodes().isEmpty()) {
      lines.add("Next:      " + Nodes.names(state.getNextNodes()));
    }
    VerdictKind verdict = state.getVerdict();
    if (verdict != null) {
      String reason = state.getVerdictReason() == null ? "" : ": " + state.getVerdictReason();
      lines.add("Verdict:   " + Status.word(verdict) + reason);
    }
    return lines;
  }

  private static void steps(RolloutState state, List<String> lines) {
    if (state.getSteps().isEmpty()) {
      return;
    }
    lines.add("Steps:");
    int last = state.getSteps().size() - 1;
    for (int i = 0; i <= last; i++) {
      String branch = i == last ? "└─" : "├─";
      lines.add(branch + " " + mark(state, i) + " " + StepText.of(state.getSteps(), i));
    }
  }

  /** Done, present, stopped here, or still to come. */
  private static String mark(RolloutState state, int index) {
    int present = Objects.requireNonNullElse(state.getStep(), 0);
    Status status = Status.of(state);
    boolean done = status == Status.PROMOTED || status == Status.PASSED;
    if (done || index < present) {
      return Status.PROMOTED.sign();
    }
    return index == present ? status.sign() : "·";
  }

  /** The share of the stable version; all before the first version has become stable. */
  private static double stableWeight(RolloutState state) {
    Outcome outcome = state.getOutcome();
    boolean promoted = outcome != null && Status.of(outcome) == Status.PROMOTED;
    return promoted ? 1 : 1 - state.getWeight();
  }

  private static String version(@Nullable VersionRef version, double weight) {
    if (version == null) {
      return "none yet";
    }
    String source = version.getSource() == null ? "" : " (" + version.getSource() + ")";
    return version.getVersion() + source + ", weight " + Numbers.plain(weight);
  }

  private static String age(RolloutState state, Instant now) {
    Long since = state.getPhaseSinceMs();
    return since == null
        ? ""
        : ", for " + Times.age(Duration.between(Instant.ofEpochMilli(since), now));
  }
}
