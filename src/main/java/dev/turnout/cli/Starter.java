package dev.turnout.cli;

import dev.turnout.events.StartRollout;
import dev.turnout.orchestrator.codec.SpecCodec;
import dev.turnout.output.Failure;
import dev.turnout.spec.RolloutFile;
import dev.turnout.spec.ShortForm;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What all commands that start a rollout have in common. */
final class Starter {
  @Mixin private SendOptions options = new SendOptions();
  @Mixin private WaitOptions wait = new WaitOptions();

  @ArgGroup(validate = false, heading = "%nModel registry:%n")
  private MlflowOptions mlflow = new MlflowOptions();

  @Option(
      names = "--supersede",
      description =
          "Give up the model's running rollout for this one; it ends Superseded. Without it the start"
              + " is refused while another one runs.")
  private boolean supersede;

  @Option(
      names = "--dry-run",
      description = "Check everything and print the rollout, but do not start it.")
  private boolean dryRun;

  boolean isDryRun() {
    return dryRun;
  }

  /** The options of both short forms as a rollout file with this strategy. */
  static ShortForm shortForm(ShortFormOptions given, MetricOptions metrics, Object strategy) {
    ShortForm form = new ShortForm(given.model(), given.version(), given.name());
    given.source().ifPresent(form::source);
    given.stable().ifPresent(version -> form.with("stable", Map.of("version", version)));
    given.sticky().ifPresent(form::sticky);
    form.labels(given.labels());
    return form.with("strategy", strategy).with("analysis", metrics.analysis());
  }

  /** Prints or starts a rollout that was made from options. */
  int start(CommandSpec spec, ShortForm form) {
    RolloutFile file = form.parse();
    if (dryRun) {
      spec.commandLine().getOut().print(form.yaml());
      spec.commandLine().getOut().flush();
      return 0;
    }
    return start(spec, file);
  }

  /** Warns, starts, and waits if asked. */
  int start(CommandSpec spec, RolloutFile written) {
    RolloutFile file = mlflow.resolve(written);
    file.warnings().forEach(text -> spec.commandLine().getErr().println("warning: " + text));
    if (wait.isWanted() && !options.answer().isAwaited()) {
      throw Failure.invalid("Expected --wait or --no-answer, but got both (remove one)");
    }
    return new Dispatch(spec, options)
        .send(
            file.model().value(),
            Optional.of(file.name().value()),
            new StartRollout(SpecCodec.write(file.spec()), supersede),
            wait.isWanted() ? Optional.of(wait.timeout()) : Optional.empty());
  }
}
