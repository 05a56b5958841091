package dev.turnout.view;

import dev.turnout.events.RolloutState;
import dev.turnout.output.Documents;
import dev.turnout.output.Format;
import dev.turnout.output.Terminal;
import dev.turnout.output.Times;
import java.time.Instant;
import java.util.List;

/**
 * A rollout over time: on a terminal the tree that is drawn over itself, elsewhere one line (or one
 * document) for each change.
 */
public final class Watch {
  private final Format format;
  private final boolean live;
  private String last = "";

  /** Live means that control sequences may be written. */
  public Watch(Format format, boolean live) {
    this.format = format;
    this.live = live;
  }

  /** What to print at the beginning. */
  public String first(RolloutState state, Instant now) {
    return live ? Terminal.CLEAR + next(state, now) : next(state, now);
  }

  /** What to print now; empty when nothing has changed. */
  public String next(RolloutState state, Instant now) {
    if (live) {
      return tree(state, now);
    }
    String shown = format == Format.TABLE ? line(state) : document(state);
    if (shown.equals(last)) {
      return "";
    }
    last = shown;
    String clock = Times.clock(Instant.ofEpochMilli(state.getAtMs()));
    return format == Format.TABLE ? clock + "  " + shown + "\n" : shown;
  }

  private static String tree(RolloutState state, Instant now) {
    List<String> lines = RolloutTree.of(state, now);
    String end = Terminal.CLEAR_LINE + "\r\n";
    return Terminal.HOME + String.join(end, lines) + end + Terminal.CLEAR_BELOW;
  }

  private String document(RolloutState state) {
    return format == Format.JSON
        ? Documents.jsonLine(StateTree.of(state))
        : "---\n" + Documents.write(format, StateTree.of(state));
  }

  private static String line(RolloutState state) {
    Integer step = state.getStep();
    String where =
        step == null || step >= state.getSteps().size()
            ? ""
            : " step %d/%d %s"
                .formatted(
                    step + 1, state.getSteps().size(), StepText.of(state.getSteps().get(step)));
    String verdict =
        state.getVerdict() == null ? "" : " verdict " + Status.word(state.getVerdict());
    String reason = state.getPhaseReason() == null ? "" : ": " + state.getPhaseReason();
    return "%s %s%s weight %s nodes %s%s%s"
        .formatted(
            RolloutTable.orDash(state.getRolloutId()),
            Status.word(state),
            where,
            RolloutTable.weight(state),
            Nodes.inForce(state),
            verdict,
            reason);
  }
}
