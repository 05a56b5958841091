package dev.turnout.demo;

import dev.turnout.allinone.ConnectionFile;
import dev.turnout.demo.load.Tally;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * The demo from the first line to the last. Cleans up after itself, also when it is interrupted.
 */
final class Performance implements AutoCloseable {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final long ENOUGH_USERS = 200;

  private final Narrator narrator;
  private final Tally tally;
  private final Pace pace;
  private final WorkFolder folder;
  private final Models models;
  private final DemoStage stage;
  private final long startedAt;

  private Performance(
      Narrator narrator,
      Tally tally,
      Pace pace,
      WorkFolder folder,
      Models models,
      DemoStage stage,
      long startedAt) {
    this.narrator = narrator;
    this.tally = tally;
    this.pace = pace;
    this.folder = folder;
    this.models = models;
    this.stage = stage;
    this.startedAt = startedAt;
  }

  /** Trains the models and starts the machinery. */
  static Performance prepare(Narrator narrator, Tally tally, Pace pace)
      throws IOException, InterruptedException {
    long startedAt = System.nanoTime();
    WorkFolder folder = WorkFolder.create();
    narrator.say(
        "Turnout demo: a Kafka broker, %d nodes, %.0f requests a second. All of it is real, all figures are measured."
            .formatted(DemoStage.NODES, DemoStage.REQUESTS_PER_SECOND));
    Models models = Models.train(folder.path().resolve("models"));
    narrator.say(
        "Trained on Fisher's iris; right about flowers they never saw: " + accuracy(models));
    DemoStage stage = folder.closing(DemoStage.build(folder.path(), models, tally));
    narrator.say(
        "Broker %s, schema registry %s, proxies %s"
            .formatted(
                stage.machinery().bootstrapServers(),
                stage.machinery().registryUrl(),
                stage.proxies().stream().map(URI::getAuthority).collect(Collectors.joining(" "))));
    narrator.say("Dashboard: %s, to look on".formatted(stage.machinery().apiUrl()));
    return new Performance(narrator, tally, pace, folder, models, stage, startedAt);
  }

  /**
   * Plays the first version's scene and then the chosen ones.
   *
   * @return whether each ended as expected and no request was lost
   */
  boolean play(List<Scene> chosen) throws InterruptedException {
    var player = new ScenePlayer(stage.connection(), models, tally, pace, narrator, CLOCK);
    List<SceneResult> results = new ArrayList<>();
    results.add(player.play(Scenes.first()));
    stage.letUsersIn(CLOCK);
    while (tally.counted().served() + tally.counted().lost() < ENOUGH_USERS) {
      Thread.sleep(50);
    }
    for (Scene scene : chosen) {
      results.add(player.play(scene));
    }
    var scoreboard = new Scoreboard(results, tally.counted());
    narrator.say("");
    scoreboard.lines().forEach(narrator::say);
    narrator.say("");
    narrator.say(
        "FAULT TO BACK: from the first bad answer, or the moment the servers were broken, to the last node back on stable.");
    narrator.say(scoreboard.reaction());
    narrator.say(scoreboard.requests());
    tally.losses().forEach((how, count) -> narrator.say("  lost %d: %s".formatted(count, how)));
    narrator.say(String.format(Locale.ROOT, "Took %.0f s.", (System.nanoTime() - startedAt) / 1e9));
    return scoreboard.isGood();
  }

  /** Stays up, users and all, until the process is told to end. */
  void stay(Path directory) throws IOException, InterruptedException {
    try (var file = ConnectionFile.write(directory, stage.machinery())) {
      Runtime.getRuntime().addShutdownHook(new Thread(file::close, "demo-connection-file"));
      narrator.say("");
      List.of(
              "Still running; Ctrl-C ends it. In another terminal, in this directory:",
              "  turnout get rollouts",
              "  turnout get rollout iris",
              "  turnout explain iris --plot iris.svg",
              "  turnout topics cat journal",
              "  curl -i %s/invocations -H 'content-type: application/json' -d '{\"inputs\": [[6.3, 3.3, 6.0, 2.5]]}'"
                  .formatted(stage.proxies().get(0)),
              "  kcat -b %s -L".formatted(stage.machinery().bootstrapServers()))
          .forEach(narrator::say);
      new CountDownLatch(1).await();
    }
  }

  private static String accuracy(Models models) {
    return new TreeMap<>(models.accuracy())
        .entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %.0f %%", e.getKey(), 100 * e.getValue()))
            .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    folder.close();
  }
}
