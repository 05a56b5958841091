package dev.turnout.view;

import dev.turnout.events.RolloutState;
import dev.turnout.events.VersionRef;
import dev.turnout.output.Numbers;
import dev.turnout.output.Table;
import dev.turnout.output.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line for each model. */
public final class RolloutTable {
  private RolloutTable() {}

  /** The table as text; a sentence if there is nothing to show. */
  public static String of(List<RolloutState> states, Instant now) {
    if (states.isEmpty()) {
      return "No model is known yet. Start a rollout with 'turnout rollout start -f FILE'.\n";
    }
    Table table =
        new Table(
            "MODEL", "ROLLOUT", "STATUS", "STEP", "WEIGHT", "STABLE", "CANDIDATE", "NODES", "AGE");
    for (RolloutState state : states) {
      table.row(
          state.getModel(),
          orDash(state.getRolloutId()),
          Status.of(state).sign() + " " + Status.word(state),
          step(state),
          weight(state),
          version(state.getStable()),
          version(state.getCandidate()),
          Nodes.inForce(state),
          age(state, now));
    }
    return table.toString();
  }

  /** The candidate's share; while it gets copies, what share of the requests is copied. */
  static String weight(RolloutState state) {
    return state.getMirror() > 0
        ? "mirror " + Numbers.plain(state.getMirror())
        : Nodes.share(state);
  }

  private static String step(RolloutState state) {
    Integer step = state.getStep();
    return step == null ? "-" : (step + 1) + "/" + state.getSteps().size();
  }

  private static String age(RolloutState state, Instant now) {
    Long started = state.getStartedAtMs();
    return started == null ? "-" : Times.age(Duration.between(Instant.ofEpochMilli(started), now));
  }

  static String version(@Nullable VersionRef version) {
    return version == null ? "-" : version.getVersion();
  }

  static String orDash(@Nullable String text) {
    return text == null ? "-" : text;
  }
}
