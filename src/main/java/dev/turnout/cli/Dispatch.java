package dev.turnout.cli;

import dev.turnout.bus.Answer;
import dev.turnout.control.ControlPlane;
import dev.turnout.control.Deed;
import dev.turnout.control.Order;
import dev.turnout.control.Talk;
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
import picocli.CommandLine.Model.CommandSpec;

/** Sends one command, tells what the orchestrator answered, and waits for the end if asked. */
final class Dispatch {
  private static final Duration START_WITHIN = Duration.ofSeconds(30);

  private final CommandSpec spec;
  private final ControlPlane plane;
  private final SendOptions options;
  private final Map<String, Object> result = new LinkedHashMap<>();

  Dispatch(CommandSpec spec, SendOptions options) {
    this.spec = spec;
    this.plane = options.plane(spec);
    this.options = options;
  }

  /** Steers the rollout that is meant; for the rest see below. */
  int send(Target target, Deed.Steer deed, Optional<Duration> wait) {
    Target.Resolved meant = target.resolve(plane.states());
    return send(meant.model(), meant.rollout(), deed, wait);
  }

  /**
   * Sends what shall be done.
   *
   * @param rollout name of the rollout that is meant; empty for the model's present one
   * @param wait how long to wait for the end of the attempt that it starts
   * @return the exit code
   */
  int send(String model, Optional<String> rollout, Deed deed, Optional<Duration> wait) {
    Order order = new Order(model, rollout, deed, options.asker(), options.answer().commandId());
    result.put("commandId", "");
    result.put("model", model);
    rollout.ifPresent(name -> result.put("rollout", name));
    try (Talk talk = plane.orders().about(model)) {
      Exit exit = converse(talk, order, wait);
      if (options.format() != Format.TABLE) {
        out().print(Documents.write(options.format(), result));
      }
      out().flush();
      return exit.code();
    }
  }

  private Exit converse(Talk talk, Order order, Optional<Duration> wait) {
    if (!options.answer().isAwaited() && wait.isEmpty()) {
      String id = talk.publish(order);
      result.put("commandId", id);
      result.put("answer", "not awaited");
      say("published command %s", id);
      return Exit.OK;
    }
    Talk.Told told = talk.ask(order, options.answer().limit());
    result.put("commandId", told.commandId());
    if (told.answer() instanceof Answer.Refused refused) {
      result.put("answer", "refused");
      result.put("reason", refused.reason());
      complain("refused: " + refused.reason());
      return Exit.REFUSED;
    }
    if (told.answer() instanceof Answer.Silence) {
      return noAnswer();
    }
    result.put("answer", "accepted");
    say("accepted");
    return wait.isPresent() ? waitForEnd(talk, wait.get()) : Exit.OK;
  }

  private Exit noAnswer() {
    result.put("answer", "none");
    complain(
        "no orchestrator answered within %s. The command lies on the bus and will be carried out when one runs (turnout orchestrator --config FILE)"
            .formatted(Durations.format(options.answer().limit())));
    return Exit.TIMED_OUT;
  }

  private Exit waitForEnd(Talk talk, Duration limit) {
    Optional<RolloutStarted> started = talk.awaitStart(START_WITHIN);
    if (started.isEmpty()) {
      complain("the command was accepted, but no attempt has started");
      return Exit.TIMED_OUT;
    }
    String attempt = started.get().getRolloutId();
    result.put("rolloutId", attempt);
    EventLine line = new EventLine(List.copyOf(started.get().getSteps()));
    say("%s started, %s", attempt, Numbers.count(started.get().getSteps().size(), "step"));
    Optional<RolloutEnded> ended =
        talk.awaitEnd(attempt, limit, entry -> line.of(entry).ifPresent(text -> say("%s", text)));
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
