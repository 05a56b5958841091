package dev.turnout.cli.audit;

import dev.turnout.explain.EvidenceTable;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.audit.Ruling;
import dev.turnout.orchestrator.audit.Rulings;
import dev.turnout.orchestrator.audit.Rulings.Decision;
import dev.turnout.orchestrator.audit.SideBySide;
import dev.turnout.orchestrator.rollout.RolloutStarted;
import dev.turnout.output.Numbers;
import dev.turnout.output.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Two policies side by side, for people. */
final class BacktestText {
  private static final String RECORDED = "RECORDED";
  private static final String INDENT = "    ";

  private final BacktestReport report;
  private final SideBySide both;

  BacktestText(BacktestReport report) {
    this.report = report;
    this.both = report.both();
  }

  String text() {
    List<String> lines = new ArrayList<>(head());
    lines.add("");
    lines.addAll(table());
    lines.addAll(evidence(RECORDED, both.recorded(), both.recordedDecision(), recordedAnalysis()));
    lines.addAll(evidence(report.policy(), both.other(), both.otherDecision(), otherAnalysis()));
    both.standing()
        .filter(verdict -> both.otherDecision() == Decision.UNDECIDED)
        .ifPresent(verdict -> lines.addAll(standing(verdict)));
    return String.join("\n", lines) + "\n";
  }

  private List<String> head() {
    RolloutStarted started = both.started();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s on the recorded inputs of %s of model %s: %s in place of %s, started %s."
            .formatted(
                report.policy(),
                started.rolloutId(),
                report.model(),
                started.spec().candidate().version(),
                started.stable().orElseThrow().version(),
                both.startedAt()));
    lines.add(
        "The traffic is as it was recorded%s. Times count from the start."
            .formatted(
                both.trafficFrom()
                    .map(
                        from ->
                            ": the candidate had some from %s on, and %s %s"
                                .formatted(after(from), end(), after(both.until())))
                    .orElse(": the candidate never had any")));
    if (!report.hasItsSteps()) {
      lines.add(
          "Its steps are not the recorded ones, so that only its analysis counts; steps take as long"
              + " as was recorded.");
    }
    lines.add(inputs());
    report.missing().forEach(sentence -> lines.add(INDENT + sentence + "."));
    return lines;
  }

  private String end() {
    return both.isRunning() ? "the newest report is of" : "the rollout ended at";
  }

  private String inputs() {
    if (report.isComparable()) {
      return "The recorded policy, judged again, gave the recorded evidence at %s."
          .formatted(
              both.agreeing() == 0
                  ? "no decision, as none had any"
                  : "all of its " + Numbers.count(both.agreeing(), "decision"));
    }
    return ("Not comparable: the recorded policy, judged again, gave other evidence than recorded at"
            + " %d of %s, because reports have expired or another version of Turnout judged them."
            + " What the other policy would have decided with all reports is not known.")
        .formatted(both.differing(), Numbers.count(both.agreeing() + both.differing(), "decision"));
  }

  private List<String> table() {
    Table table = new Table("", RECORDED, report.policy(), "DIFFERENCE");
    table.row(
        "decision",
        word(both.recordedDecision()),
        word(both.otherDecision()),
        report.isSame() ? "same" : "differs");
    row(table, "rollback", Verdict.Kind.ROLLBACK);
    row(table, "ready to promote", Verdict.Kind.PROMOTE);
    row(table, "inconclusive", Verdict.Kind.INCONCLUSIVE);
    for (int step = 0; step < both.plan().size(); step++) {
      if (Rulings.isGuarded(both.plan().step(step))) {
        row(table, step);
      }
    }
    return table.lines("");
  }

  private void row(Table table, String name, Verdict.Kind kind) {
    Optional<Instant> recorded = both.recorded().first(kind).map(Ruling::at);
    Optional<Instant> other = both.other().first(kind).map(Ruling::at);
    table.row(name, orNever(recorded), orNever(other), difference(recorded, other));
  }

  private void row(Table table, int step) {
    Optional<Instant> recorded = both.recorded().pass(step).map(Ruling::at);
    Optional<Instant> other = both.other().pass(step).map(Ruling::at);
    boolean reached = both.entered().containsKey(step);
    table.row(
        "step %d/%d %s"
            .formatted(step + 1, both.plan().size(), both.started().plan().step(step).inWords()),
        reached ? recorded.map(at -> "passed " + after(at)).orElse("not passed") : "not reached",
        reached ? other.map(at -> "passes " + after(at)).orElse("not passed") : "-",
        difference(recorded, other));
  }

  private List<String> evidence(
      String who, Rulings rulings, Decision decision, Optional<AnalysisSpec> analysis) {
    List<String> lines = new ArrayList<>();
    deciding(rulings, decision)
        .ifPresent(
            ruling -> {
              lines.add("");
              lines.add(
                  "%s, %s %s at weight %s: %s"
                      .formatted(
                          who,
                          word(decision),
                          after(ruling.at()),
                          Numbers.plain(ruling.weight().value()),
                          ruling.reason()));
              ruling
                  .evidence()
                  .ifPresent(evidence -> lines.addAll(table(evidence, analysis, false)));
            });
    return lines;
  }

  private List<String> standing(Verdict verdict) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "%s, undecided %s: %s"
            .formatted(
                report.policy(),
                both.isRunning() ? "by now" : "when the traffic ended",
                verdict.reason()));
    lines.addAll(table(verdict.evidence(), otherAnalysis(), true));
    return lines;
  }

  private static List<String> table(
      Evidence evidence, Optional<AnalysisSpec> analysis, boolean isUndecided) {
    EvidenceTable table = new EvidenceTable(evidence, analysis);
    List<String> lines = new ArrayList<>(table.lines(INDENT));
    if (isUndecided) {
      lines.addAll(table.missing(INDENT));
    }
    return lines;
  }

  /** What the decision rests on: a pass is that of the last step. */
  private Optional<Ruling> deciding(Rulings rulings, Decision decision) {
    return switch (decision) {
      case ROLLBACK -> rulings.first(Verdict.Kind.ROLLBACK);
      case INCONCLUSIVE -> rulings.first(Verdict.Kind.INCONCLUSIVE);
      case PASS -> rulings.lastPass(both.plan());
      case UNDECIDED -> Optional.empty();
    };
  }

  private Optional<AnalysisSpec> recordedAnalysis() {
    return both.started().spec().analysis();
  }

  private Optional<AnalysisSpec> otherAnalysis() {
    return both.analysis();
  }

  private String orNever(Optional<Instant> at) {
    return at.map(this::after).orElse("never");
  }

  private static String difference(Optional<Instant> recorded, Optional<Instant> other) {
    return recorded.isPresent() && other.isPresent()
        ? Spans.difference(recorded.get(), other.get())
        : recorded.isPresent() == other.isPresent() ? "" : "differs";
  }

  private String after(Instant at) {
    return Spans.after(both.startedAt(), at);
  }

  private static String word(Decision decision) {
    return decision.name().toLowerCase(Locale.ROOT);
  }
}
