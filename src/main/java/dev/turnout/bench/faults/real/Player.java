package dev.turnout.bench.faults.real;

import dev.turnout.events.AbortRollout;
import dev.turnout.events.BakeStep;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.Outcome;
import dev.turnout.events.PromoteRollout;
import dev.turnout.events.RetryRollout;
import dev.turnout.events.RollbackRollout;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutSpec;
import dev.turnout.events.RolloutStarted;
import dev.turnout.events.StartRollout;
import dev.turnout.events.StepEntered;
import dev.turnout.events.WeightSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Rolls one version after another out for one model, in every way there is, and compares each end
 * with the one that the way must have.
 */
final class Player implements Runnable {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long REST_MS = 1000;
  private static final Set<Outcome> SENT_BACK =
      EnumSet.of(Outcome.ROLLED_BACK, Outcome.INCONCLUSIVE);

  /** What was waited for did not come; the scene is over. */
  private static final class SceneOver extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private interface Scene {
    void play() throws InterruptedException, SceneOver;
  }

  private final String model;
  private final Ledger ledger;
  private final CommandSender commands;
  private final Disturbances disturbances;
  private final Random random;
  private final BlockingQueue<JournalEntry> journal;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile int otherwise;
  private int versions;
  private long sceneSince;
  private String attempt = "";
  private List<Object> steps = List.of();

  Player(
      String model,
      Ledger ledger,
      CommandSender commands,
      Disturbances disturbances,
      Random random) {
    this.model = model;
    this.ledger = ledger;
    this.commands = commands;
    this.disturbances = disturbances;
    this.random = random;
    this.journal = ledger.follow(model);
    this.thread = new Thread(this, "faults-player-" + model);
    this.thread.setDaemon(true);
  }

  /** Rolls the first version out, and returns when it serves. */
  void begin() throws InterruptedException {
    play(() -> blueGreen("200ms"));
  }

  /** Begins to roll out without end. */
  void goOn() {
    thread.start();
  }

  /** Ends after the present scene; returns then. */
  void finish() throws InterruptedException {
    stopping = true;
    thread.join(LIMIT.toMillis());
  }

  /** Rollouts that a fault of the nodes sent back, a count. */
  int otherwise() {
    return otherwise;
  }

  @Override
  public void run() {
    List<Scene> scenes =
        new ArrayList<>(
            List.of(
                this::canary,
                this::badCanary,
                () -> blueGreen("500ms"),
                this::abortAndRetry,
                this::supersede,
                this::rollbackInBake));
    try {
      while (!stopping) {
        Collections.shuffle(scenes, random);
        for (Scene scene : scenes) {
          if (!stopping) {
            play(scene);
            Thread.sleep(REST_MS);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void play(Scene scene) throws InterruptedException {
    sceneSince = System.nanoTime();
    try {
      scene.play();
    } catch (SceneOver e) {
      // Why is in the ledger, if it was wrong.
    }
  }

  private void canary() throws InterruptedException, SceneOver {
    String version = version("v");
    start(Scripts.canary(name(version), model, version, "500ms"), version, false);
    expectEnd(EnumSet.of(Outcome.PROMOTED));
  }

  private void badCanary() throws InterruptedException, SceneOver {
    String version = version(VersionServer.BAD);
    start(Scripts.canary(name(version), model, version, "500ms"), version, false);
    expectEnd(EnumSet.of(Outcome.ROLLED_BACK));
  }

  private void blueGreen(String bake) throws InterruptedException, SceneOver {
    String version = version("v");
    start(Scripts.blueGreen(name(version), model, version, bake), version, false);
    expectEnd(EnumSet.of(Outcome.PROMOTED));
  }

  private void abortAndRetry() throws InterruptedException, SceneOver {
    String version = version("v");
    start(Scripts.canary(name(version), model, version, "2m"), version, false);
    awaitEvent("a first share", event -> event instanceof WeightSet);
    commands.send(model, name(version), new AbortRollout());
    expectEnd(EnumSet.of(Outcome.ABORTED));
    commands.send(model, name(version), new RetryRollout());
    awaitStart();
    awaitEvent("a first share", event -> event instanceof WeightSet);
    commands.send(model, name(version), new PromoteRollout(true));
    expectEnd(EnumSet.of(Outcome.PROMOTED, Outcome.FAST_PROMOTED));
  }

  private void supersede() throws InterruptedException, SceneOver {
    String first = version("v");
    start(Scripts.canary(name(first), model, first, "2m"), first, false);
    awaitEvent("a first share", event -> event instanceof WeightSet);
    String second = version("v");
    var spec = Scripts.blueGreen(name(second), model, second, "500ms");
    commands.send(model, name(second), new StartRollout(spec, true));
    expectEnd(EnumSet.of(Outcome.SUPERSEDED));
    awaitStart();
    expectEnd(EnumSet.of(Outcome.PROMOTED));
  }

  private void rollbackInBake() throws InterruptedException, SceneOver {
    String version = version("v");
    start(Scripts.blueGreen(name(version), model, version, "2m"), version, false);
    awaitEvent(
        "the bake",
        event ->
            event instanceof StepEntered entered
                && steps.get(entered.getStep()) instanceof BakeStep);
    commands.send(model, name(version), new RollbackRollout());
    expectEnd(EnumSet.of(Outcome.ROLLED_BACK));
  }

  private String version(String prefix) {
    return prefix + ++versions;
  }

  private String name(String version) {
    return model + "-" + version;
  }

  private void start(RolloutSpec spec, String version, boolean supersede)
      throws InterruptedException, SceneOver {
    commands.send(model, name(version), new StartRollout(spec, supersede));
    awaitStart();
  }

  private void awaitStart() throws InterruptedException, SceneOver {
    RolloutStarted started =
        (RolloutStarted) awaitEvent("a start", event -> event instanceof RolloutStarted);
    attempt = started.getRolloutId();
    steps = List.copyOf(started.getSteps());
  }

  private void expectEnd(Set<Outcome> expected) throws InterruptedException, SceneOver {
    Object event = next("the end of " + attempt, RolloutEnded.class::isInstance);
    judge((RolloutEnded) event, expected);
  }

  /** The next entry of this kind; the scene is over if the attempt ends before it. */
  private Object awaitEvent(String what, Predicate<Object> wanted)
      throws InterruptedException, SceneOver {
    Object event = next(what, e -> wanted.test(e) || e instanceof RolloutEnded);
    if (!wanted.test(event)) {
      judge((RolloutEnded) event, EnumSet.noneOf(Outcome.class));
      throw new SceneOver();
    }
    return event;
  }

  private void judge(RolloutEnded ended, Set<Outcome> expected) throws SceneOver {
    boolean excused = disturbances.since(sceneSince) && SENT_BACK.contains(ended.getOutcome());
    if (expected.contains(ended.getOutcome())) {
      return;
    }
    if (excused) {
      otherwise++;
    } else {
      ledger.lost(
          "%s ended as %s instead of %s: %s"
              .formatted(ended.getRolloutId(), ended.getOutcome(), expected, ended.getReason()));
    }
    throw new SceneOver();
  }

  private Object next(String what, Predicate<Object> wanted)
      throws InterruptedException, SceneOver {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      Optional<JournalEntry> entry = Optional.ofNullable(journal.poll(200, TimeUnit.MILLISECONDS));
      if (entry.isPresent() && wanted.test(entry.get().getEvent())) {
        return entry.get().getEvent();
      }
    }
    ledger.lost("%s: %s within %s".formatted(model, what, LIMIT));
    throw new SceneOver();
  }
}
