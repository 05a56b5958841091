package dev.turnout.cli;

import dev.turnout.control.ControlPlane;
import dev.turnout.control.States;
import dev.turnout.events.GateKind;
import dev.turnout.events.RolloutState;
import dev.turnout.output.Documents;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import dev.turnout.output.Terminal;
import dev.turnout.view.PlacesText;
import dev.turnout.view.RolloutTree;
import dev.turnout.view.StateTree;
import dev.turnout.view.Status;
import dev.turnout.view.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one rollout as a tree, once or live. */
@Command(
    name = "rollout",
    description = {
      "Show one rollout: status, weights, steps, evidence and nodes.",
      "",
      "With --watch a terminal shows the tree live; without a terminal one line is printed for each"
          + " change. Either ends when the rollout has ended, with the exit code of its outcome."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout get rollout fraud-v2",
      "  turnout get rollout fraud-v2 --watch --timeout 2h",
      "  turnout get rollout fraud -o json"
    })
final class GetRolloutCommand implements Callable<Integer> {
  private static final Duration REFRESH = Duration.ofSeconds(1);

  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private PlaneOptions plane = new PlaneOptions();

  @Mixin private FormatOption output = new FormatOption();

  @Parameters(
      paramLabel = "NAME",
      description = "Name of the rollout, or of the model whose present or last rollout is meant.")
  private String name = "";

  @Option(
      names = {"-w", "--watch"},
      description = "Go on showing changes until the rollout has ended.")
  private boolean watch;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "Longest watch; then the exit code is 3.")
  private @Nullable Duration timeout;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ControlPlane opened = plane.open(spec);
    States states = opened.states();
    if (!watch) {
      print(text(opened, states.find(name)));
      return Exit.OK.code();
    }
    try (States.Watching watching = states.watch(name)) {
      return watch(watching).code();
    }
  }

  private String text(ControlPlane opened, RolloutState state) {
    return output.format() == Format.TABLE
        ? String.join("\n", RolloutTree.of(state, Instant.now(), limits(opened, state))) + "\n"
        : Documents.write(output.format(), StateTree.of(state));
  }

  /** Only one that waits for others asks who they are. */
  private static List<String> limits(ControlPlane opened, RolloutState state) {
    boolean waits = state.getGates().stream().anyMatch(gate -> gate.getKind() == GateKind.LIMIT);
    return waits
        ? opened
            .policies()
            .inForce()
            .map(policy -> PlacesText.of(state, policy.policy(), policy.places()))
            .orElse(List.of())
        : List.of();
  }

  private Exit watch(States.Watching watching) {
    boolean live = output.format() == Format.TABLE && Terminal.isInteractive();
    Watch shown = new Watch(output.format(), live);
    Optional<Instant> end = Optional.ofNullable(timeout).map(Instant.now()::plus);
    RolloutState state = watching.state();
    print(shown.first(state, Instant.now()));
    while (state.getOutcome() == null || !"Ended".equals(state.getPhase())) {
      Instant now = Instant.now();
      if (end.isPresent() && now.isAfter(end.get())) {
        throw new Failure(Exit.TIMED_OUT, name + " has not ended in time; it goes on");
      }
      watching.await(REFRESH);
      state = watching.state();
      print(shown.next(state, Instant.now()));
    }
    return Status.exitOf(state.getOutcome());
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }
}
