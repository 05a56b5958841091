package dev.turnout.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What has to do with MLflow's registry. */
@Command(
    name = "mlflow",
    description = "Compare MLflow's registry with what was decided.",
    footerHeading = "%nExamples:%n",
    footer = {"  turnout mlflow status --mlflow-uri http://localhost:5000"})
@Subcommands({MlflowStatusCommand.class})
final class MlflowCommand implements Runnable {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
