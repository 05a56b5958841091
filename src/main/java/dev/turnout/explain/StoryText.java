package dev.turnout.explain;

import dev.turnout.events.CauseKind;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.RolloutStarted;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.output.Times;
import dev.turnout.view.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A story as a person reads it. */
final class StoryText {
  private static final String INDENT = "    ";

  private StoryText() {}

  static String of(Story story) {
    List<String> lines = new ArrayList<>(summary(story));
    story.analysis().ifPresent(analysis -> lines.addAll(promise(analysis)));
    lines.add("");
    lines.addAll(course(story));
    if (story.lastEvidence().isPresent()) {
      lines.add("");
      lines.addAll(legend());
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> summary(Story story) {
    RolloutStarted started = story.started();
    String versions =
        started.getStable() == null
            ? started.getSpec().getCandidate().getVersion() + " as the first version"
            : "%s in place of %s"
                .formatted(
                    started.getSpec().getCandidate().getVersion(),
                    started.getStable().getVersion());
    List<String> lines = new ArrayList<>();
    lines.add(
        "Rollout %s of model %s: %s.".formatted(started.getRolloutId(), story.model(), versions));
    String age = Times.age(Duration.between(story.startedAt(), story.until()));
    lines.add(
        story
            .ended()
            .map(
                end ->
                    "Started %s, ended %s after %s."
                        .formatted(story.startedAt(), Status.word(end.getOutcome()), age))
            .orElse(
                "Started %s, not ended; the newest decision is of %s later."
                    .formatted(story.startedAt(), age)));
    story.ended().ifPresent(end -> lines.add("Why: " + end.getReason() + "."));
    return lines;
  }

  private static List<String> promise(AnalysisSpec analysis) {
    return List.of(
        "Promised: a candidate that is not worse is rolled back with a chance of at most %s,"
            .formatted(Numerals.value(Figure.Unit.SHARE, analysis.alpha())),
        "and one that is worse by a margin is promoted with a chance of at most %s, however often"
                .formatted(Numerals.value(Figure.Unit.SHARE, analysis.beta()))
            + " one looks.");
  }

  private static List<String> course(Story story) {
    List<String> lines = new ArrayList<>();
    Optional<Evidence> shown = Optional.empty();
    for (int i = 0; i < story.decisions().size(); i++) {
      Decision decision = story.decisions().get(i);
      String after = Times.age(Duration.between(story.startedAt(), decision.at()));
      lines.add("+%s  %s".formatted(after, decision.words()));
      boolean lastOfCause =
          i + 1 == story.decisions().size() || !decision.hasCauseOf(story.decisions().get(i + 1));
      if (decision.evidence().isPresent() && !sameMetrics(decision.evidence(), shown)) {
        EvidenceTable table = new EvidenceTable(decision.evidence().get(), story.analysis());
        lines.addAll(table.lines(INDENT));
        if (!decision.isRollback()) {
          lines.addAll(table.missing(INDENT));
        }
        shown = decision.evidence();
      }
      if (lastOfCause) {
        lines.add(INDENT + cause(decision));
      }
    }
    return lines;
  }

  /** A verdict and the step that follows from it rest on the same evidence. */
  private static boolean sameMetrics(Optional<Evidence> one, Optional<Evidence> other) {
    return one.map(Evidence::metrics).equals(other.map(Evidence::metrics));
  }

  private static String cause(Decision decision) {
    ConsumedOffsets consumed = decision.entry().getConsumed();
    return "journal entry %d, %s %s; read until then: commands %d, agents %d, metrics %d"
        .formatted(
            decision.entry().getSequence(),
            decision.entry().getCause().getKind() == CauseKind.TIMER
                ? "a time that came with"
                : "caused by",
            decision.cause(),
            consumed.getCommands(),
            consumed.getAgents(),
            consumed.getMetrics());
  }

  private static List<String> legend() {
    return List.of(
        "BAD OF ALL counts outcomes in closed blocks of concurrent traffic. 95 % POOLED is a"
            + " confidence sequence over",
        "all of them: it may be looked at any time, means something while rates and shares are"
            + " stable, and decides",
        "nothing. AGAINST is the e-value of \"the candidate is worse\"; their weighted mean decides"
            + " from its threshold on. FOR is",
        "the e-value of \"it is not worse by the margin\"; each must reach its threshold before a"
            + " promotion.");
  }
}
