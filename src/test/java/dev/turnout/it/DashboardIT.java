package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.api.ApiConfig;
import dev.turnout.api.ApiServer;
import dev.turnout.bus.Connection;
import dev.turnout.events.CommandAccepted;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.testing.Browser;
import dev.turnout.testing.BusClient;
import dev.turnout.testing.FakeFleet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dashboard in a real browser, over a real orchestrator. */
class DashboardIT extends OnTheBus {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final String MAIN = "main";

  private Browser browser;
  private Orchestrator orchestrator;
  private ApiServer api;

  @BeforeEach
  void open() {
    Optional<Browser> opened = Browser.open();
    Assumptions.assumeTrue(opened.isPresent(), "no browser");
    browser = opened.orElseThrow();
    orchestrator = ready(config("one"));
    api = ApiServer.start(ApiConfig.local(0), new Connection(bus.config(), bus.topics()));
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    if (api != null) {
      api.close();
      orchestrator.close();
    }
  }

  @Test
  void shouldStartWatchAndAbortARolloutFromThePage() throws Exception {
    try (Traffic traffic = new Traffic("fraud")) {
      // given
      browser.size(1280, 900).go(url("")).await("h2", "No model yet");
      start(rollout("v1", "blueGreen: {bake: 0s}"));
      browser.await(".badge", "Promoted");
      assertThat(browser.barriers()).isEmpty();

      // when
      start(rollout("v2", "canary: {stages: [{weight: 0.25, for: 1h}], bake: 1m}"));

      // then
      browser.await(".arm .weight", "25 %");
      browser.await("h2", "errors, share of bad outcomes");
      browser.await(".chart svg text", "%");
      browser.await(".events", "candidate weight 0.25");
      browser.screenshot(PICTURES.resolve("rollout-light.png"));
      assertThat(browser.barriers()).isEmpty();

      // when
      browser.click(".acts button", "Abort").await("dialog", "goes back to v1");
      browser.type("dialog input[name=reason]", "seen enough").click("dialog button.main", "Abort");

      // then
      browser.await(".badge", "Aborted").await(".events", "seen enough");
      assertThat(journal("fraud").stream().map(entry -> entry.getEvent()))
          .anyMatch(
              event ->
                  event instanceof CommandAccepted accepted
                      && "seen enough".equals(accepted.getReason()));
      assertThat(traffic.weight()).isZero();
      assertThat(browser.console()).isEmpty();
    }
  }

  private void start(String file) {
    browser.go(url("#/start")).await("h1", "Start a rollout").type("#file", file);
    browser.click("button", "Check").await(".steps", "weight").click("button", "Start");
    browser.await(".crumbs", "fraud");
  }

  private static String rollout(String version, String strategy) {
    return """
        apiVersion: turnout.dev/v1alpha1
        kind: Rollout
        metadata: {name: fraud-%s}
        spec:
        model: fraud
        """
        .formatted(version);
  }

  private String url(String path) {
    return "http://127.0.0.1:%d/%s".formatted(api.port(), path);
  }

  /** Nodes that report all the time. */
  private final class Traffic implements AutoCloseable {
    private final BusClient own = new BusClient(bus);
    private final FakeFleet fleet = new FakeFleet(bus, own, "fraud", "node-1", "node-2", "node-3");
    private final Thread thread = new Thread(this::run, "traffic");
    private volatile boolean stopped;

    Traffic(String model) {
      thread.start();
    }

    private void run() {
      try {
        while (!stopped) {
          fleet.round();
          Thread.sleep(500);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    double weight() {
      return 0;
    }

    @Override
    public void close() throws InterruptedException {
      stopped = true;
      thread.join();
      own.close();
    }
  }
}
