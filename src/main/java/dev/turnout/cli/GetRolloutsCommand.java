package dev.turnout.cli;

import dev.turnout.events.RolloutState;
import dev.turnout.output.Documents;
import dev.turnout.output.Format;
import dev.turnout.view.RolloutTable;
import dev.turnout.view.StateTree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the models with their present or last rollout. */
@Command(
    name = "rollouts",
    description = "List the models with their present or last rollout.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout get rollouts",
      "  turnout get rollouts --model fraud -o yaml",
      "  turnout get rollouts -o json | jq -r '.[].phase'"
    })
final class GetRolloutsCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private PlaneOptions plane = new PlaneOptions();

  @Mixin private FormatOption output = new FormatOption();

  @Option(names = "--model", paramLabel = "MODEL", description = "This model only.")
  private @Nullable String model;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<RolloutState> states = plane.open(spec).states().all(Optional.ofNullable(model));
    Format format = output.format();
    String text =
        format == Format.TABLE
            ? RolloutTable.of(states, Instant.now())
            : Documents.write(format, states.stream().map(StateTree::of).toList());
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
