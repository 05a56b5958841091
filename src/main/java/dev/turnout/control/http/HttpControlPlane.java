package dev.turnout.control.http;

import dev.turnout.control.ControlPlane;
import dev.turnout.control.DeadLetters;
import dev.turnout.control.Orders;
import dev.turnout.control.Policies;
import dev.turnout.control.Reports;
import dev.turnout.control.States;
import dev.turnout.events.MetricReport;
import dev.turnout.explain.Explained;
import dev.turnout.output.RecordTree;
import java.util.Map;
import java.util.Optional;

/** Asks the HTTP API of any orchestrator. */
public final class HttpControlPlane implements ControlPlane {
  private final ApiCaller api;

  public HttpControlPlane(ApiAddress address) {
    this.api = new ApiCaller(address);
  }

  @Override
  public States states() {
    return new HttpStates(api);
  }

  @Override
  public Orders orders() {
    return model -> new HttpTalk(api, model);
  }

  @Override
  public Explained explain(String name) {
    return new HttpExplained(api, name);
  }

  @Override
  public Policies policies() {
    return new HttpPolicies(api);
  }

  @Override
  public DeadLetters deadLetters() {
    return new HttpDeadLetters(api);
  }

  @Override
  public Reports reports() {
    return new Reports() {
      @Override
      public void publish(MetricReport report) {
        api.change(
            "POST",
            "/api/v1/models/%s/reports".formatted(ApiCaller.encoded(report.getModel())),
            Optional.of(ApiCaller.Body.json(Map.of("report", RecordTree.of(report)))),
            Map.of());
      }

      @Override
      public void close() {
        // Nothing is kept open.
      }
    };
  }
}
