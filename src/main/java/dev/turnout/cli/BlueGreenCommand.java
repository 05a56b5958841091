package dev.turnout.cli;

import dev.turnout.spec.ShortForm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a blue-green rollout from options. */
@Command(
    name = "blue-green",
    description = {
      "Start a blue-green rollout: test the new version, switch all traffic at once, and switch back"
          + " on trouble while it bakes.",
      "",
      "--dry-run prints the same rollout as a file, to keep and to extend."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout rollout blue-green --model fraud --version v2 --smoke-test /ping --bake 24h",
      "  turnout rollout blue-green --model fraud --version v2 --preview 0.05 --preview-duration 10m \\",
      "      --approval --max-error-rate 0.01 --wait",
      "  turnout rollout blue-green --model fraud --version v2 --smoke-test /ping --dry-run"
    })
final class BlueGreenCommand implements Callable<Integer> {
  @Mixin private ShortFormOptions given = new ShortFormOptions();

  @Option(
      names = "--preview",
      paramLabel = "FRACTION",
      description = "A small share of real traffic before the switch.")
  private @Nullable String preview;

  @Option(
      names = "--preview-duration",
      paramLabel = "DURATION",
      defaultValue = "10m",
      description = "How long the preview is watched (default: ${DEFAULT-VALUE}).")
  private String previewDuration = "10m";

  @Option(
      names = "--approval",
      description = "Wait for 'turnout rollout promote' before the switch.")
  private boolean approval;

  @Mixin private MetricOptions metrics = new MetricOptions();
  @Mixin private Starter starter = new Starter();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Map<String, Object> blueGreen = new LinkedHashMap<>();
    given.smokeTest().ifPresent(path -> blueGreen.put("smokeTest", Map.of("path", path)));
    if (preview != null) {
      Map<String, Object> stage = new LinkedHashMap<>();
      stage.put("weight", ShortForm.number(preview));
      stage.put("for", previewDuration);
      blueGreen.put("preview", stage);
    }
    if (approval) {
      blueGreen.put("approval", true);
    }
    blueGreen.put("bake", given.bake());
    return starter.start(spec, Starter.shortForm(given, metrics, Map.of("blueGreen", blueGreen)));
  }
}
