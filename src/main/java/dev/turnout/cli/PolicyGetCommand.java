package dev.turnout.cli;

import dev.turnout.bus.Offices;
import dev.turnout.bus.Rollouts;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.policy.OfficeName;
import dev.turnout.output.Documents;
import dev.turnout.output.Format;
import dev.turnout.view.PolicyText;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the policy. */
@Command(
    name = "get",
    description =
        "Show the policy, and the rollouts that its limits count. With -o yaml it is the file from"
            + " which it may be applied again.",
    footerHeading = "%nExamples:%n",
    footer = {"  turnout policy get", "  turnout policy get -o yaml > policy.yaml"})
final class PolicyGetCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @ArgGroup(validate = false, heading = "%nBus:%n")
  private ConnectionOptions bus = new ConnectionOptions();

  @Mixin private FormatOption output = new FormatOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (Rollouts rollouts = Rollouts.read(bus.connection())) {
      RolloutState office = rollouts.offices().get(OfficeName.PLACES.value());
      if (office == null) {
        print("No policy: rollouts may go on at any time.\n");
        return 0;
      }
      print(
          output.format() == Format.TABLE
              ? PolicyText.of(office)
              : Documents.write(output.format(), PolicyText.tree(office)));
      warnOfDifferences(rollouts, office);
    }
    return 0;
  }

  private void warnOfDifferences(Rollouts rollouts, RolloutState office) {
    long other =
        Offices.names(rollouts.partitions()).stream()
            .map(rollouts.offices()::get)
            .filter(
                state -> state == null || !Objects.equals(state.getPolicy(), office.getPolicy()))
            .count();
    if (other > 0) {
      spec.commandLine()
          .getErr()
          .println(
              "warning: %d of %d partitions have another policy (apply it again)"
                  .formatted(other, rollouts.partitions()));
    }
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }
}
