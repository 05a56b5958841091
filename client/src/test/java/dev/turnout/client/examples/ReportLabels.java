package dev.turnout.client.examples;

import dev.turnout.client.Reports;
import dev.turnout.client.TurnoutClient;

/** A job that joins predictions with their truth tells the judge of it. */
public final class ReportLabels {
  private ReportLabels() {}

  public static void main(String[] args) {
    TurnoutClient turnout = TurnoutClient.fromEnvironment();

    try (Reports reports = turnout.reports("label-join", "run-2026-11-21")) {
      reports.of("fraud", "v1").labels("accuracy", 931, 1000);
      reports
          .of("fraud", "v2")
          .labels("accuracy", 912, 1000)
          .score("ndcg", 0.87, 1000)
          .event("fallbacks", 12, 5000)
          .values("gpu-memory-mb", 812, 790, 1430);
      reports.publish();
    }
  }
}
