package dev.turnout.cli.audit;

import dev.turnout.orchestrator.audit.Difference;
import dev.turnout.orchestrator.audit.Expired;
import dev.turnout.orchestrator.audit.ModelFindings;
import dev.turnout.orchestrator.audit.SignatureFindings;
import dev.turnout.orchestrator.audit.VerificationReport;
import dev.turnout.output.Numbers;
import dev.turnout.output.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a verification found, for people. */
public final class VerificationText {
  private static final int SEAL_DIGITS = 16;

  private VerificationText() {}

  /** The models, what is to be known, every model's first difference, and the result last. */
  public static String of(VerificationReport report) {
    StringBuilder text = new StringBuilder();
    if (!report.models().isEmpty()) {
      table(report).lines("").forEach(line -> text.append(line).append('\n'));
      text.append('\n');
    }
    remarks(report).forEach(remark -> text.append(remark).append('\n'));
    report.differences().forEach(difference -> text.append(sides(difference)));
    return text.append(result(report)).append('\n').toString();
  }

  private static Table table(VerificationReport report) {
    Table table =
        new Table(
            "MODEL", "ENTRIES", "DERIVED", "BY EVIDENCE", "FOLLOWED", "DIFFERENT", "LAST SEAL");
    for (ModelFindings model : report.models()) {
      String seal = model.head().hex();
      table.row(
          model.model(),
          count(model.entries()),
          count(model.derived()),
          count(model.onEvidence()),
          count(model.followed()),
          count(model.differences()),
          "#%d %s"
              .formatted(
                  model.sequence(), seal.substring(0, Math.min(SEAL_DIGITS, seal.length()))));
    }
    return table;
  }

  private static List<String> remarks(VerificationReport report) {
    List<String> remarks = new java.util.ArrayList<>();
    report.expired().stream().map(Expired::toString).forEach(remarks::add);
    if (!report.expired().isEmpty()) {
      remarks.add(
          "  What followed from expired inputs cannot be derived again: it is checked by the evidence"
              + " in its entry (BY EVIDENCE), or only followed where an entry carries none (FOLLOWED)."
              + " With --checkpoint FILE, written regularly, a verification goes on from what was"
              + " verified before.");
    }
    for (ModelFindings model : report.models()) {
      model
          .unverifiable()
          .forEach(why -> remarks.add("not derived: %s: %s".formatted(model.model(), why)));
    }
    report.undecided().forEach(what -> remarks.add("not decided yet: " + what));
    signatures(report.signatures()).ifPresent(remarks::add);
    if (report.reordered() > 0) {
      remarks.add(
          "%s in the order of the brokers' times would have come a moment sooner: topics were read at different speeds"
              .formatted(Numbers.count(report.reordered(), "decision")));
    }
    return remarks;
  }

  private static Optional<String> signatures(SignatureFindings found) {
    if (found.unchecked() > 0) {
      return Optional.of(
          "signatures not checked: the journal is believed about who wrote %s (give --trusted-keys FILE)"
              .formatted(Numbers.count(found.unchecked(), "command")));
    }
    return found.checked() > 0
        ? Optional.of(
            "signatures of %s checked with the trusted keys"
                .formatted(Numbers.count(found.checked(), "command")))
        : Optional.empty();
  }

  private static String sides(Difference difference) {
    StringBuilder text = new StringBuilder();
    text.append("DIFFERENT %s: %s%n".formatted(difference.place(), difference.what()));
    difference
        .recorded()
        .ifPresent(entry -> text.append("  recorded: ").append(entry).append('\n'));
    difference.derived().ifPresent(entry -> text.append("  derived:  ").append(entry).append('\n'));
    return text.toString();
  }

  private static String result(VerificationReport report) {
    String read =
        "%s and %s in %.1f s, %s a second"
            .formatted(
                Numbers.count(report.entries(), "entry", "entries"),
                Numbers.count(report.inputs(), "input"),
                report.took().toMillis() / 1e3,
                Numbers.count(Math.round(report.eventsPerSecond()), "event"));
    if (!report.isClean()) {
      return "The journal is NOT what follows from the inputs: %s in %s (%s)."
          .formatted(
              Numbers.count(
                  report.models().stream().mapToLong(ModelFindings::differences).sum(),
                  "difference"),
              Numbers.count(report.differences().size(), "model"),
              read);
    }
    return report.isComplete()
        ? "Verified: every entry of the journal follows from the inputs, byte for byte (%s)."
            .formatted(read)
        : "Verified as far as possible: nothing contradicts the journal (%s).".formatted(read);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
