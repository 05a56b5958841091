package dev.turnout.cli;

import dev.turnout.spec.ShortForm;
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

/** Starts a rolling rollout from options. */
@Command(
    name = "rolling",
    description = {
      "Start a rolling rollout: node after node gets the candidate for all of its traffic.",
      "",
      "After each batch the candidate's nodes are compared with the others. With --selector, a"
          + " person promotes before any other node is touched. --dry-run prints the same rollout"
          + " as a file, to keep and to extend."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout rollout rolling --model fraud --version v2 --duration 10m",
      "  turnout rollout rolling --model fraud --version v2 --source models:/fraud/2 \\",
      "      --max-unavailable 0.25 --duration 10m --first tier=canary --bake 24h \\",
      "      --max-error-rate 0.01 --max-latency 500ms --min-accuracy 0.92 --wait",
      "  turnout rollout rolling --model fraud --version v2 --duration 10m --selector zone=a --dry-run"
    })
final class RollingCommand implements Callable<Integer> {
  @Mixin private ShortFormOptions given = new ShortFormOptions();

  @Option(
      names = "--duration",
      required = true,
      paramLabel = "DURATION",
      description = "How long each batch is watched at least.")
  private String duration = "";

  @Option(
      names = "--max-unavailable",
      defaultValue = "1",
      paramLabel = "NODES",
      description =
          "Most nodes of a batch: a number, or a share such as 0.25 (default: ${DEFAULT-VALUE}).")
  private String maxUnavailable = "1";

  @Option(
      names = "--selector",
      paramLabel = "KEY=VALUE",
      description =
          "Switch the nodes with this label, then wait for a person; may be repeated, then all"
              + " labels must fit.")
  private Map<String, String> selector = new LinkedHashMap<>();

  @Option(
      names = "--first",
      paramLabel = "KEY=VALUE",
      description = "Nodes with this label go first; may be repeated, in this order.")
  private List<String> first = new ArrayList<>();

  @Mixin private MetricOptions metrics = new MetricOptions();
  @Mixin private Starter starter = new Starter();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Map<String, Object> rolling = new LinkedHashMap<>();
    given.smokeTest().ifPresent(path -> rolling.put("smokeTest", Map.of("path", path)));
    rolling.put("maxUnavailable", ShortForm.number(maxUnavailable));
    if (!selector.isEmpty()) {
      rolling.put("selector", selector);
    }
    if (!first.isEmpty()) {
      rolling.put("order", first.stream().map(RollingCommand::label).toList());
    }
    rolling.put("for", duration);
    rolling.put("bake", given.bake());
    return starter.start(spec, Starter.shortForm(given, metrics, Map.of("rolling", rolling)));
  }

  private static Map<String, String> label(String text) {
    String[] parts = text.split("=", 2);
    return Map.of(parts[0], parts.length == 2 ? parts[1] : "");
  }
}
