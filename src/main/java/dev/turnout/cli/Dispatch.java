package dev.turnout.cli;

import dev.turnout.bus.Answer;
import dev.turnout.bus.Connection;
import dev.turnout.bus.Conversation;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutStarted;
import dev.turnout.output.Documents;
import dev.turnout.output.Exit;
import dev.turnout.output.Format;
import dev.turnout.output.Numbers;
import dev.turnout.view.EventLine;
import dev.turnout.view.Status;
import dev.turnout.yaml.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;

/** Publishes one command, tells what the orchestrator answered, and waits for the end if asked. */
final class Dispatch {
  private static final Duration START_WITHIN = Duration.ofSeconds(30);

  private final CommandSpec spec;
  private final Connection connection;
  private final SendOptions options;
  private final Map<String, Object> result = new LinkedHashMap<>();

  Dispatch(CommandSpec spec, SendOptions options) {
    this.spec = spec;
    this.connection = options.connection();
    this.options = options;
  }

  /**
   * Sends the action.
   *
   * @param rollout name of the rollout that is meant; empty for the model's present one
   * @param action one of the records that a command may carry
   * @param wait how long to wait for the end of the attempt that the action starts
   * @return the exit code
   */
  int send(String model, Optional<String> rollout, Object action, Optional<Duration> wait) {
    RolloutCommand command = command(model, rollout, action);
    result.put("commandId", command.getCommandId());
    result.put("model", model);
    rollout.ifPresent(name -> result.put("rollout", name));
    try (Conversation conversation = Conversation.about(connection, model)) {
      Exit exit = converse(conversation, command, wait);
      if (options.format() != Format.TABLE) {
        out().print(Documents.write(options.format(), result));
      }
      out().flush();
      return exit.code();
    }
  }

  private Exit converse(
      Conversation conversation, RolloutCommand command, Optional<Duration> wait) {
    if (!options.answer().isAwaited() && wait.isEmpty()) {
      conversation.publish(command);
      result.put("answer", "not awaited");
      say("published command %s", command.getCommandId());
      return Exit.OK;
    }
    Answer answer =
        options
            .answer()
            .commandId()
            .flatMap(conversation::earlierAnswer)
            .orElseGet(() -> conversation.send(command, options.answer().limit()));
    if (answer instanceof Answer.Refused refused) {
      result.put("answer", "refused");
      result.put("reason", refused.reason());
      complain("refused: " + refused.reason());
      return Exit.REFUSED;
    }
    if (answer instanceof Answer.Silence) {
      return noAnswer();
    }
    result.put("answer", "accepted");
    say("accepted");
    return wait.isPresent() ? waitForEnd(conversation, wait.get()) : Exit.OK;
  }

  private Exit noAnswer() {
    result.put("answer", "none");
    complain(
        "no orchestrator answered within %s. The command lies on the bus and will be carried out when one runs (turnout orchestrator --config FILE)"
            .formatted(Durations.format(options.answer().limit())));
    return Exit.TIMED_OUT;
  }

  private Exit waitForEnd(Conversation conversation, Duration limit) {
    Optional<RolloutStarted> started = conversation.awaitStart(START_WITHIN);
    if (started.isEmpty()) {
      complain("the command was accepted, but no attempt has started");
      return Exit.TIMED_OUT;
    }
    String attempt = started.get().getRolloutId();
    result.put("rolloutId", attempt);
    EventLine line = new EventLine(List.copyOf(started.get().getSteps()));
    say("%s started, %s", attempt, Numbers.count(started.get().getSteps().size(), "step"));
    Optional<RolloutEnded> ended =
        conversation.awaitEnd(
            attempt, limit, entry -> line.of(entry).ifPresent(text -> say("%s", text)));
    if (ended.isEmpty()) {
      complain(
          "%s has not ended within %s; it goes on. Watch it with 'turnout get rollout %s --watch'"
              .formatted(attempt, Durations.format(limit), attempt));
      return Exit.TIMED_OUT;
    }
    result.put("outcome", Status.word(ended.get().getOutcome()));
    result.put("reason", ended.get().getReason());
    return Status.exitOf(ended.get().getOutcome());
  }

  private RolloutCommand command(String model, Optional<String> rollout, Object action) {
    return RolloutCommand.newBuilder()
        .setCommandId(options.answer().commandId().orElseGet(() -> UUID.randomUUID().toString()))
        .setModel(model)
        .setRollout(rollout.orElse(null))
        .setActor(options.actor().actor())
        .setReason(options.actor().reason().orElse(null))
        .setAction(action)
        .build();
  }

  /** Progress is for people; a document stays alone on standard output. */
  private void say(String format, Object... arguments) {
    if (options.format() == Format.TABLE) {
      out().println(format.formatted(arguments));
      out().flush();
    }
  }

  private void complain(String sentence) {
    spec.commandLine().getErr().println("error: " + sentence);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
