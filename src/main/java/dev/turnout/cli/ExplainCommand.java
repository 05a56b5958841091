package dev.turnout.cli;

import dev.turnout.cli.explain.Explanation;
import dev.turnout.cli.output.Documents;
import dev.turnout.cli.output.Exit;
import dev.turnout.cli.output.Format;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what was decided in a rollout, why and on which evidence. */
@Command(
    name = "explain",
    description = {
      "Tell what was decided in a rollout, why and on which evidence.",
      "",
      "Reads the journal, in which every decision stands with its evidence and the input that caused"
          + " it. With --series the recorded inputs are judged again, report by report, which also"
          + " shows that they give the recorded evidence."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout explain fraud-v2",
      "  turnout explain fraud-v2#2",
      "  turnout explain fraud --series -o json"
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @ArgGroup(validate = false, heading = "%nBus:%n")
  private ConnectionOptions bus = new ConnectionOptions();

  @Mixin private FormatOption output = new FormatOption();

  @Parameters(
      paramLabel = "ROLLOUT",
      description =
          "Id of an attempt, or name of a rollout or of a model, of which the newest attempt is"
              + " meant.")
  private String name = "";

  @Option(
      names = "--series",
      description = "With -o json or yaml: also about 300 moments of the rollout's life.")
  private boolean series;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Explanation explanation = Explanation.of(bus.connection(), name);
    spec.commandLine().getOut().print(text(explanation));
    spec.commandLine().getOut().flush();
    return Exit.OK.code();
  }

  private String text(Explanation explanation) {
    if (output.format() == Format.TABLE) {
      return explanation.text();
    }
    return Documents.write(
        output.format(), series ? explanation.treeWithSeries() : explanation.tree());
  }
}
