package dev.turnout.cli;

import dev.turnout.control.Policies;
import dev.turnout.output.Documents;
import dev.turnout.output.Format;
import dev.turnout.view.PolicyText;
import java.util.Optional;
import java.util.concurrent.Callable;
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

  @Mixin private PlaneOptions plane = new PlaneOptions();

  @Mixin private FormatOption output = new FormatOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Optional<Policies.InForce> found = plane.open(spec).policies().inForce();
    if (found.isEmpty()) {
      print("No policy: rollouts may go on at any time.\n");
      return 0;
    }
    Policies.InForce policy = found.get();
    print(
        output.format() == Format.TABLE
            ? PolicyText.of(policy.policy(), policy.places())
            : Documents.write(output.format(), PolicyText.tree(policy.policy())));
    if (policy.different() > 0) {
      spec.commandLine()
          .getErr()
          .println(
              "warning: %d of %d partitions have another policy (apply it again)"
                  .formatted(policy.different(), policy.partitions()));
    }
    return 0;
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }
}
