package dev.turnout.cli;

import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.service.OrchestratorService;
import dev.turnout.service.ServiceConfig;
import dev.turnout.signing.SigningConfig;
import dev.turnout.yaml.InvalidDocument;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an orchestrator until it is told to end. */
@Command(
    name = "orchestrator",
    description = {
      "Run an orchestrator: it reads commands and reports, decides, and writes journal and route"
          + " tables.",
      "",
      "Start it several times, each with its own instanceId, to share the models; when one dies the"
          + " others take its share over. Ends on SIGTERM after the decision it is making."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout orchestrator --config orchestrator.yaml",
      "  turnout orchestrator --config orchestrator.yaml --check"
    })
final class OrchestratorCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private LogOptions log = new LogOptions();

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The orchestrator's configuration in YAML; - is standard input.")
  private String file = "";

  @Option(names = "--check", description = "Check the configuration and end.")
  private boolean check;

  @Override
  public Integer call() {
    ServiceConfig config = config();
    if (check) {
      return check(config);
    }
    return Service.run(() -> OrchestratorService.start(config));
  }

  private static int check(ServiceConfig config) {
    try {
      config.signing().ifPresent(SigningConfig::load);
      return Exit.OK.code();
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.INVALID_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  private ServiceConfig config() {
    try {
      return ServiceConfig.parse(Input.read(file), file);
    } catch (InvalidDocument e) {
      throw new Failure(Exit.INVALID_INPUT, String.valueOf(e.getMessage()), e);
    }
  }
}
