package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.api.ApiConfig;
import dev.turnout.api.ApiServer;
import dev.turnout.api.access.ApiToken;
import dev.turnout.api.access.AuthConfig;
import dev.turnout.bus.Connection;
import dev.turnout.events.AnalysisStep;
import dev.turnout.events.CommandAccepted;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.RolloutState;
import dev.turnout.events.SetWeightStep;
import dev.turnout.events.VersionRef;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.testing.Browser;
import dev.turnout.testing.BusClient;
import dev.turnout.testing.FakeFleet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The dashboard in a real browser, over a real orchestrator. */
class DashboardIT extends OnTheBus {
  private static final Path PICTURES = Path.of("target", "screenshots");

  private Browser browser;
  private ApiServer api;

  @BeforeEach
  void open() {
    Optional<Browser> opened = Browser.open();
    Assumptions.assumeTrue(opened.isPresent(), "no browser");
    browser = opened.orElseThrow();
    serve(ApiConfig.local(0));
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
      api.close();
    }
  }

  @Test
  void shouldStartWatchAndAbortARolloutFromThePage() throws Exception {
    browser.size(1280, 960).theme("light").go(url("")).await("h2", "No model yet");
    try (Orchestrator orchestrator = ready(config("one"));
        Traffic traffic = new Traffic("fraud")) {
      // given
      start("v1", "blueGreen: {bake: 0s}");
      browser.await(".badge", "Promoted");

      // when
      start("v2", "canary: {stages: [{weight: 0.25, for: 1h}], bake: 1m}");

      // then
      browser.await(".arm .weight", "25 %").await(".chart text", "%").await(".chart text", "ms");
      browser.await(".scale", "Against the candidate").await(".events", "candidate weight 0.25");
      browser.await(".nodes", "node-3");
      assertThat(browser.barriers()).isEmpty();
      photograph("rollout");
      browser.go(url("#/")).await("td", "25 %").await("td", "3 of 3");
      assertThat(browser.barriers()).isEmpty();
      photograph("models");

      // when
      browser.click("a.name", "fraud").click(".acts button", "Abort");
      browser.await("dialog", "goes back to v1");
      assertThat(browser.focused()).isEqualTo("Reason (kept in the journal)");
      browser.press("seen enough").click("dialog button.main", "Abort");

      // then
      browser.await(".badge", "Aborted").await(".events", "seen enough");
      assertThat(journal("fraud"))
          .extracting(entry -> entry.getEvent())
          .anyMatch(
              event ->
                  event instanceof CommandAccepted accepted
                      && "seen enough".equals(accepted.getReason()));
      assertThat(browser.console()).isEmpty();
    }
  }

  @Test
  void shouldFindOneOfAThousandModels() {
    // given
    IntStream.range(0, 1000)
        .forEach(number -> client.send(bus.topics().rollouts(), name(number), state(number)));

    // when
    browser.go(url("")).await("button", "All 1000").await("button.more", "Show more (800 left)");

    // then
    assertThat(browser.count("tbody tr")).isEqualTo(200);
    browser.press("/").press("model-0777").await("button", "All 1");
    assertThat(browser.count("tbody tr")).isEqualTo(1);
    browser.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB);
    assertThat(browser.focused()).isEqualTo("model-0777");
    browser.press(Keys.ENTER).await("h1", "model-0777-v2").await(".arm .weight", "10 %");

    // when
    client.send(
        bus.topics().rollouts(),
        name(777),
        RolloutState.newBuilder(state(777)).setWeight(0.5).build());

    // then
    browser.await(".arm .weight", "50 %");
  }

  @Test
  void shouldOfferOnlyWhatTheUserMayDo(@TempDir Path folder) throws IOException {
    // given
    String viewer = ApiToken.create(new SecureRandom());
    String operator = ApiToken.create(new SecureRandom());
    Path file =
        Files.writeString(
            folder.resolve("tokens.yaml"),
            """
            tokens:
              - {name: vera, sha256: "%s", role: viewer, models: ["*"]}
              - {name: otto, sha256: "%s", role: operator, models: ["*"]}
            """
                .formatted(ApiToken.hash(viewer), ApiToken.hash(operator)));
    client.send(bus.topics().rollouts(), name(1), state(1));
    serve(
        new ApiConfig(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.of(new AuthConfig(Optional.of(file), Optional.empty())),
            Optional.empty(),
            100));

    // when
    browser.go(url("")).await("h1", "Sign in to see the rollouts");
    signIn("wrong");
    browser.await(".notice", "The token was not accepted");
    signIn(viewer);

    // then
    browser.click("a.name", name(1)).await("h1", "model-0001-v2").await("header", "vera (viewer)");
    assertThat(browser.count(".acts button")).isZero();

    // when
    browser.click("header button", "Sign out").await("h1", "Sign in to see the rollouts");
    signIn(operator);

    // then
    browser.await(".acts button", "Abort").go(url("#/")).await(".acts a", "New rollout");
  }

  private void signIn(String token) {
    browser.click("header button", "Sign in").await("dialog", "API token").press(token, Keys.ENTER);
  }

  private static String name(int number) {
    return "model-%04d".formatted(number);
  }

  private static RolloutState state(int number) {
    return RolloutState.newBuilder()
        .setModel(name(number))
        .setAtMs(System.currentTimeMillis())
        .setJournalSequence(1)
        .setEpoch(3)
        .setStable(new VersionRef("v1", null))
        .setCandidate(new VersionRef("v2", null))
        .setRolloutId(name(number) + "-v2")
        .setRollout(name(number) + "-v2")
        .setPhase("Analysing")
        .setPhaseSinceMs(System.currentTimeMillis())
        .setStep(1)
        .setSteps(List.of(new SetWeightStep(0.1), new AnalysisStep(600_000L, 0.5)))
        .setWeight(0.1)
        .setConsumed(new ConsumedOffsets(1L, 2L, 3L))
        .setSnapshotVersion(1)
        .setSnapshot(ByteBuffer.allocate(0))
        .build();
  }

  private void serve(ApiConfig config) {
    if (api != null) {
      api.close();
    }
    api = ApiServer.start(config, new Connection(bus.config(), bus.topics()));
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> api.unready().isEmpty());
  }

  private void photograph(String page) {
    for (String theme : new String[] {"light", "dark"}) {
      browser.theme(theme).size(1280, 960);
      browser.screenshot(PICTURES.resolve(page + "-" + theme + ".png"));
      assertThat(browser.barriers()).as(theme).isEmpty();
    }
    browser.theme("light").size(420, 900);
    browser.screenshot(PICTURES.resolve(page + "-narrow.png"));
    assertThat(browser.overflow()).as("pixels that stick out of a narrow window").isZero();
    browser.size(1280, 960);
  }

  private void start(String version, String strategy) {
    browser
        .go(url("#/start"))
        .await("h1", "Start a rollout")
        .fill("#file", file(version, strategy));
    browser.click("button", "Check").await(".steps", "retire").click("button", "Start");
    browser.await(".crumbs", "fraud").await("h1", "fraud-" + version);
  }

  private static String file(String version, String strategy) {
    return """
        apiVersion: turnout.dev/v1alpha1
        kind: Rollout
        metadata: {name: fraud-%s}
        spec:
          model: fraud
          candidate: {version: %s}
          strategy:
            %s
          analysis:
            warmUp: 0s
            warmUpRequests: 0
            metrics:
              - {name: errors, errorRate: {margin: 0.002, limit: 0.05}}
              - {name: p99, latency: {quantile: 0.99, margin: 0.10}}
        """
        .formatted(version, version, strategy);
  }

  private String url(String path) {
    return "http://127.0.0.1:%d/%s".formatted(api.port(), path);
  }

  /** Nodes that report all the time. */
  private final class Traffic implements AutoCloseable {
    private final BusClient own = new BusClient(bus);
    private final FakeFleet fleet;
    private final Thread thread = new Thread(this::run, "traffic");
    private volatile boolean stopped;

    Traffic(String model) {
      fleet =
          new FakeFleet(bus, own, model, "node-1", "node-2", "node-3")
              .failing("v1", 0.01)
              .failing("v2", 0.01)
              .answeringIn("v1", 230)
              .answeringIn("v2", 230);
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

    @Override
    public void close() throws InterruptedException {
      stopped = true;
      thread.join();
      own.close();
    }
  }
}
