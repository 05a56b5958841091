package dev.turnout.client;

import dev.turnout.bus.Conversation;
import dev.turnout.events.AbortRollout;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.Outcome;
import dev.turnout.events.PauseRollout;
import dev.turnout.events.PromoteRollout;
import dev.turnout.events.ResumeRollout;
import dev.turnout.events.RollbackRollout;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutStarted;
import dev.turnout.events.RolloutState;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.view.EventLine;
import dev.turnout.view.StepText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One attempt: it can be waited for, by one thread, and be steered, by any. It listens to the bus
 * until it is closed; that changes nothing of the rollout itself, which goes on.
 *
 * <p>Each of the verbs returns when the orchestrator has accepted it, and throws a {@link Failure}
 * if it refuses, with its reason, or does not answer in time.
 */
public final class Rollout implements AutoCloseable {
  private static final Duration START_WITHIN = Duration.ofSeconds(30);

  private final Sender sender;
  private final Conversation conversation;
  private final String model;
  private final String name;
  private final String id;
  private final List<Object> steps;
  private final EventLine words;
  private Optional<Ending> ending;

  private Rollout(
      Sender sender,
      Conversation conversation,
      String model,
      String name,
      String id,
      List<Object> steps,
      Optional<Ending> ending) {
    this.sender = sender;
    this.conversation = conversation;
    this.model = model;
    this.name = name;
    this.id = id;
    this.steps = List.copyOf(steps);
    this.words = new EventLine(this.steps);
    this.ending = ending;
  }

  /** The one that starts next in the conversation. */
  static Rollout started(Sender sender, Conversation conversation, String model) {
    RolloutStarted started =
        conversation
            .awaitStart(START_WITHIN)
            .orElseThrow(
                () ->
                    new Failure(
                        Exit.TIMED_OUT,
                        "The command was accepted, but no attempt has started within 30 s"));
    return new Rollout(
        sender,
        conversation,
        model,
        started.getName(),
        started.getRolloutId(),
        started.getSteps(),
        Optional.empty());
  }

  /** The one that a state tells of. */
  static Rollout found(Sender sender, Conversation conversation, RolloutState state) {
    String id = state.getRolloutId();
    if (id == null) {
      throw Failure.invalid(
          "Expected a model with a rollout, but %s has had none", state.getModel());
    }
    Outcome outcome = state.getOutcome();
    return new Rollout(
        sender,
        conversation,
        state.getModel(),
        Objects.requireNonNullElse(state.getRollout(), id),
        id,
        state.getSteps(),
        Optional.ofNullable(outcome)
            .filter(ended -> "Ended".equals(state.getPhase()))
            .map(
                ended ->
                    new Ending(id, ended, Objects.requireNonNullElse(state.getPhaseReason(), ""))));
  }

  /** The model that is rolled out. */
  public String model() {
    return model;
  }

  /** Name of the rollout. */
  public String name() {
    return name;
  }

  /** Id of the attempt: the name, with {@code #2}, {@code #3} and so on from the second attempt. */
  public String id() {
    return id;
  }

  /** The plan, one phrase for each step. */
  public List<String> steps() {
    return steps.stream().map(StepText::of).toList();
  }

  /**
   * Waits for the end.
   *
   * @param limit longest wait
   * @return empty if the attempt has not ended by then; it goes on, and may be waited for again
   */
  public Optional<Ending> await(Duration limit) {
    return await(limit, progress -> {});
  }

  /**
   * Waits for the end and tells what happens on the way.
   *
   * @param limit longest wait
   * @param listener called by the waiting thread, in the order of the journal; may steer the
   *     rollout. Each thing is told once, also if one waits several times
   * @return empty if the attempt has not ended by then; it goes on, and may be waited for again
   */
  public Optional<Ending> await(Duration limit, Consumer<Progress> listener) {
    if (ending.isEmpty()) {
      ending =
          conversation
              .awaitEnd(id, limit, entry -> tell(entry, listener))
              .map(ended -> ending(ended));
    }
    return ending;
  }

  private void tell(JournalEntry entry, Consumer<Progress> listener) {
    words
        .words(entry)
        .map(text -> new Progress(Instant.ofEpochMilli(entry.getAtMs()), text, entry))
        .ifPresent(listener);
  }

  private static Ending ending(RolloutEnded ended) {
    return new Ending(ended.getRolloutId(), ended.getOutcome(), ended.getReason());
  }

  /** Goes on: ends the present pause, analysis or bake. */
  public void promote() {
    send(new PromoteRollout(false), Optional.empty());
  }

  /** Skips all remaining steps before the bake: full weight at once. */
  public void promoteFully(String reason) {
    send(new PromoteRollout(true), Optional.of(reason));
  }

  /** Holds progress; the judge goes on and may still roll back. */
  public void pause(String reason) {
    send(new PauseRollout(), Optional.of(reason));
  }

  /** Ends a pause. */
  public void resume() {
    send(new ResumeRollout(), Optional.empty());
  }

  /** Gives the attempt up; the traffic returns to the stable version. */
  public void abort(String reason) {
    send(new AbortRollout(), Optional.of(reason));
  }

  /** Returns to the previous version inside the bake time, at once and without analysis. */
  public void rollback(String reason) {
    send(new RollbackRollout(), Optional.of(reason));
  }

  private void send(Object action, Optional<String> reason) {
    sender.send(new Order(model, Optional.of(name), action, Optional.empty(), reason));
  }

  /** Stops listening. */
  @Override
  public void close() {
    conversation.close();
  }

  /** Such as {@code fraud-v2 of fraud}. */
  @Override
  public String toString() {
    return id + " of " + model;
  }
}
