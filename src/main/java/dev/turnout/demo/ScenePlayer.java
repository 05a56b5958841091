package dev.turnout.demo;

import dev.turnout.bus.Answer;
import dev.turnout.bus.Connection;
import dev.turnout.bus.Conversation;
import dev.turnout.demo.Scene.Fault;
import dev.turnout.demo.load.Tally;
import dev.turnout.demo.server.ModelBundle;
import dev.turnout.events.BakeStep;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutStarted;
import dev.turnout.events.StartRollout;
import dev.turnout.events.StepEntered;
import dev.turnout.orchestrator.codec.SpecCodec;
import dev.turnout.spec.RolloutFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Plays scenes: starts a rollout, lets a version break if the scene says so, and measures. */
final class ScenePlayer {
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration LONGEST_SCENE = Duration.ofSeconds(120);
  private static final Duration FIRST_ANSWERS = Duration.ofSeconds(2);

  private final Connection connection;
  private final Models models;
  private final Tally tally;
  private final Pace pace;
  private final Narrator narrator;
  private final Clock clock;

  ScenePlayer(
      Connection connection,
      Models models,
      Tally tally,
      Pace pace,
      Narrator narrator,
      Clock clock) {
    this.connection = connection;
    this.models = models;
    this.tally = tally;
    this.pace = pace;
    this.narrator = narrator;
    this.clock = clock;
  }

  /** Plays one scene to its end, or until it has taken too long. */
  SceneResult play(Scene scene) {
    narrator.begin(scene);
    SceneResult result = measured(scene);
    tellReturn(result);
    narrator.end(result);
    return result;
  }

  private void tellReturn(SceneResult result) {
    result
        .reportToBack()
        .ifPresent(
            time ->
                narrator.say(
                    "            all nodes back on stable %d ms after the metric report that settled it"
                        .formatted(time.toMillis())));
  }

  private SceneResult measured(Scene scene) {
    RolloutFile file = Scenes.rollout(scene);
    Tally.Counted before = tally.counted();
    Instant startedAt = clock.instant();
    var timeline = new Timeline(connection.topics().metrics());
    var fault = new CompletableFuture<Instant>();
    try (var conversation = Conversation.about(connection, Scenes.MODEL)) {
      if (conversation.send(start(file), ANSWER) instanceof Answer.Refused refused) {
        return result(scene, before, timeline, Optional.empty(), "refused: " + refused.reason());
      }
      Optional<RolloutStarted> started = conversation.awaitStart(ANSWER);
      if (started.isEmpty()) {
        return result(scene, before, timeline, Optional.empty(), "no orchestrator answered");
      }
      var lines = new SceneLines(scene.version(), started.get(), startedAt);
      Optional<RolloutEnded> ended =
          conversation.awaitEnd(
              started.get().getRolloutId(),
              LONGEST_SCENE,
              entry -> {
                timeline.take(entry);
                lines.of(entry).ifPresent(line -> narrator.say("  " + line));
                if (scene.fault() == Fault.WHILE_BAKING && isBake(entry, started.get())) {
                  breakSoon(models.bundle(scene.version()), fault);
                }
              });
      String reason = ended.map(RolloutEnded::getReason).orElse("did not end in time");
      return result(scene, before, timeline, faultTime(scene, fault), reason);
    }
  }

  private RolloutCommand start(RolloutFile file) {
    return new RolloutCommand(
        UUID.randomUUID().toString(),
        file.model().value(),
        file.name().value(),
        "turnout/demo",
        "a scene of the demo",
        new StartRollout(SpecCodec.write(pace.of(file.spec())), false));
  }

  private static boolean isBake(JournalEntry entry, RolloutStarted started) {
    return entry.getEvent() instanceof StepEntered entered
        && started.getSteps().get(entered.getStep()) instanceof BakeStep;
  }

  /** Lets the version answer well for a moment, so that it goes bad before the users' eyes. */
  private void breakSoon(ModelBundle bundle, CompletableFuture<Instant> fault) {
    Executor later =
        CompletableFuture.delayedExecutor(pace.of(FIRST_ANSWERS).toMillis(), TimeUnit.MILLISECONDS);
    later.execute(
        () -> {
          try {
            fault.complete(clock.instant());
            bundle.breakDown();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Optional<Instant> faultTime(Scene scene, CompletableFuture<Instant> broken) {
    return switch (scene.fault()) {
      case NONE -> Optional.empty();
      case FROM_THE_START -> tally.of(scene.version()).firstReply();
      case WHILE_BAKING -> Optional.ofNullable(broken.getNow(null));
    };
  }

  private SceneResult result(
      Scene scene,
      Tally.Counted before,
      Timeline timeline,
      Optional<Instant> fault,
      String reason) {
    Tally.Counted after = tally.counted();
    return new SceneResult(
        scene,
        timeline.ended().map(RolloutEnded::getOutcome),
        reason,
        after.served() - before.served(),
        after.failed() - before.failed(),
        after.lost() - before.lost(),
        after.of(scene.version()).replies() - before.of(scene.version()).replies(),
        fault.flatMap(at -> timeline.lastNodeBack().map(back -> Duration.between(at, back))),
        timeline.fromReportToLastNode());
  }
}
