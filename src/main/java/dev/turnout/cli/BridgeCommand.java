package dev.turnout.cli;

import dev.turnout.bridge.Bridge;
import dev.turnout.bridge.BridgeConfig;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.yaml.InvalidDocument;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a bridge until it is told to end. */
@Command(
    name = "bridge",
    description = {
      "Run a bridge: it takes metrics that you have already, from the OpenTelemetry Collector's Kafka"
          + " topic or from Prometheus, and reports them as the nodes do, so that rollouts can be"
          + " judged by them.",
      "",
      "What was counted and how far the sources were read is written in one transaction: a restart"
          + " neither loses nor repeats anything. Of two bridges with one name the newer one works."
          + " Ends on SIGTERM."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout topics create --with bridge -b kafka:9092",
      "  turnout bridge --config bridge.yaml --check",
      "  turnout bridge --config bridge.yaml"
    })
final class BridgeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The bridge's configuration in YAML; - is standard input.")
  private String file = "";

  @Option(names = "--check", description = "Check the configuration and end.")
  private boolean check;

  @Override
  public Integer call() {
    BridgeConfig config = config();
    if (check) {
      return Exit.OK.code();
    }
    return Service.run(() -> Bridge.start(config));
  }

  private BridgeConfig config() {
    try {
      return BridgeConfig.parse(Input.read(file), file);
    } catch (InvalidDocument e) {
      throw new Failure(Exit.INVALID_INPUT, String.valueOf(e.getMessage()), e);
    }
  }
}
