package dev.turnout.cli;

import dev.turnout.explain.Explained;
import dev.turnout.output.Documents;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
          + " it.",
      "",
      "With --plot or --series the recorded inputs are judged again, report by report; that also"
          + " shows whether they give the recorded evidence. Where reports have expired, only what"
          + " the journal holds is drawn."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout explain fraud-v2",
      "  turnout explain fraud-v2#2",
      "  turnout explain fraud-v2 --plot fraud-v2.svg",
      "  turnout explain fraud --series -o json"
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private PlaneOptions plane = new PlaneOptions();

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

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description =
          "Draw both arms with their confidence sequences, the e-values and the weight over time"
              + " into this SVG file.")
  private @Nullable Path plot;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Explained explanation = plane.open(spec).explain(name);
    spec.commandLine().getOut().print(text(explanation));
    spec.commandLine().getOut().flush();
    if (plot != null) {
      draw(explanation, plot);
    }
    return Exit.OK.code();
  }

  private void draw(Explained explanation, Path file) {
    try {
      Files.writeString(file, explanation.plot());
    } catch (IOException e) {
      throw new Failure(
          Exit.INVALID_INPUT,
          "Expected a file that can be written, but got '%s': %s".formatted(file, e.getMessage()),
          e);
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("Drawn into %s, %s.".formatted(file, explanation.source()));
    err.flush();
  }

  private String text(Explained explanation) {
    if (output.format() == Format.TABLE) {
      return explanation.text();
    }
    return Documents.write(
        output.format(), series ? explanation.treeWithSeries() : explanation.tree());
  }
}
