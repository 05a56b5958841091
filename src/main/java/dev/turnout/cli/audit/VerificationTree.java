package dev.turnout.cli.audit;

import dev.turnout.orchestrator.audit.Difference;
import dev.turnout.orchestrator.audit.Expired;
import dev.turnout.orchestrator.audit.ModelFindings;
import dev.turnout.orchestrator.audit.VerificationReport;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a verification found, for programs. */
public final class VerificationTree {

  private VerificationTree() {}

  /** Everything of the report. */
  public static Map<String, Object> of(VerificationReport report) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("clean", report.isClean());
    tree.put("complete", report.isComplete());
    tree.put("entries", report.entries());
    tree.put("inputs", report.inputs());
    tree.put("seconds", report.took().toMillis() / 1e3);
    tree.put("eventsPerSecond", Math.round(report.eventsPerSecond()));
    tree.put("models", report.models().stream().map(VerificationTree::model).toList());
    tree.put("expired", report.expired().stream().map(VerificationTree::expired).toList());
    tree.put("undecided", report.undecided());
    tree.put("reordered", report.reordered());
    tree.put("signaturesChecked", report.signatures().checked());
    tree.put("signaturesNotChecked", report.signatures().unchecked());
    return tree;
  }

  private static Map<String, Object> model(ModelFindings model) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("model", model.model());
    tree.put("entries", model.entries());
    tree.put("derived", model.derived());
    tree.put("byEvidence", model.onEvidence());
    tree.put("followed", model.followed());
    tree.put("differences", model.differences());
    model.first().ifPresent(first -> tree.put("firstDifference", difference(first)));
    tree.put("notDerivedBecause", model.unverifiable());
    tree.put("lastSequence", model.sequence());
    tree.put("lastSeal", model.head().hex());
    return tree;
  }

  private static Map<String, Object> difference(Difference difference) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("place", difference.place());
    tree.put("what", difference.what());
    difference.recorded().ifPresent(entry -> tree.put("recorded", entry));
    difference.derived().ifPresent(entry -> tree.put("derived", entry));
    return tree;
  }

  private static Map<String, Object> expired(Expired expired) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("topic", expired.topic());
    tree.put("partition", expired.partition());
    tree.put("fromOffset", expired.from());
    tree.put("toOffset", expired.to() - 1);
    return tree;
  }
}
