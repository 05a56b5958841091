package dev.turnout.api;

import dev.turnout.events.MetricReport;
import dev.turnout.events.VersionMetrics;
import dev.turnout.output.TreeRecord;
import java.util.Map;

/**
 * A report that its sender has counted from rows that may be too many for one request, or that come
 * as a stream.
 */
final class CountedReport {
  private static final int MOST_VERSIONS = 1000;
  private static final int LONGEST_NAME = 255;

  private CountedReport() {}

  /** The report of a tree with the names of the message's fields. */
  static MetricReport read(Map<String, Object> tree, String model) {
    MetricReport report;
    try {
      report = TreeRecord.of(tree, MetricReport.class);
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
    if (!report.getModel().equals(model)) {
      throw invalid("model: Expected %s, but got '%s'".formatted(model, report.getModel()));
    }
    requireName("node", report.getNode());
    requireName("bootId", report.getBootId());
    if (report.getSequence() < 1) {
      throw invalid("sequence: Expected a number from 1, but got " + report.getSequence());
    }
    if (report.getVersions().isEmpty() || report.getVersions().size() > MOST_VERSIONS) {
      throw invalid("versions: Expected 1 to %d of them".formatted(MOST_VERSIONS));
    }
    for (VersionMetrics version : report.getVersions()) {
      requireName("version", version.getVersion());
    }
    return report;
  }

  private static void requireName(String field, String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw invalid("%s: Expected 1 to %d characters".formatted(field, LONGEST_NAME));
    }
  }

  private static ProblemException invalid(String detail) {
    return Problem.of(Problem.Kind.INVALID, "%s", "report: " + detail).withStatus(422).thrown();
  }
}
