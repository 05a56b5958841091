package dev.turnout.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a canary from options. */
@Command(
    name = "canary",
    description = {
      "Start a canary: a small share of the users first, then more, then all.",
      "",
      "Shares are fractions: 0.1 is 10 %%. --dry-run prints the same rollout as a file, to keep and to"
          + " extend."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout rollout canary --model fraud --version v2 --traffic 0.1 --duration 1h",
      "  turnout rollout canary --model fraud --version v2 --source models:/fraud/2 \\",
      "      --traffic 0.01,0.1,0.5 --duration 10m,30m,1h --bake 24h --sticky header:x-user-id \\",
      "      --max-error-rate 0.01 --max-latency 500ms --min-accuracy 0.92 --wait",
      "  turnout rollout canary --model fraud --version v2 --traffic 0.1 --duration 1h --dry-run"
    })
final class CanaryCommand implements Callable<Integer> {
  @Mixin private ShortFormOptions given = new ShortFormOptions();

  @Option(
      names = "--traffic",
      required = true,
      split = ",",
      paramLabel = "FRACTION",
      description = "The candidate's share, a fraction; several for stages that grow.")
  private List<String> traffic = new ArrayList<>();

  @Option(
      names = "--duration",
      required = true,
      split = ",",
      paramLabel = "DURATION",
      description = "How long each stage is watched; one for all stages, or one for each.")
  private List<String> durations = new ArrayList<>();

  @Mixin private MetricOptions metrics = new MetricOptions();
  @Mixin private Starter starter = new Starter();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Map<String, Object> canary = new LinkedHashMap<>();
    given.smokeTest().ifPresent(path -> canary.put("smokeTest", Map.of("path", path)));
    canary.put("stages", Stages.of("--duration", traffic, durations));
    canary.put("bake", given.bake());
    return starter.start(spec, Starter.shortForm(given, metrics, Map.of("canary", canary)));
  }
}
