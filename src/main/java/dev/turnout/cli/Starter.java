package dev.turnout.cli;

import dev.turnout.control.Deed;
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
    return start(spec, file, form.yaml());
  }

  /**
   * Warns, starts, and waits if asked.
   *
   * @param text what the rollout was read from
   */
  int start(CommandSpec spec, RolloutFile written, String text) {
    RolloutFile file = mlflow.resolve(written);
    file.warnings().forEach(warning -> spec.commandLine().getErr().println("warning: " + warning));
    if (wait.isWanted() && !options.answer().isAwaited()) {
      throw Failure.invalid("Expected --wait or --no-answer, but got both (remove one)");
    }
    return new Dispatch(spec, options)
        .send(
            file.model().value(),
            Optional.of(file.name().value()),
            new Deed.Start(file, RolloutText.of(file, text), supersede),
            wait.isWanted() ? Optional.of(wait.timeout()) : Optional.empty());
  }
}
