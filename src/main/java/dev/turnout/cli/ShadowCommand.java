package dev.turnout.cli;

import dev.turnout.output.Failure;
import dev.turnout.spec.ShortForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a shadow from options. */
@Command(
    name = "shadow",
    description = {
      "Start a shadow: the new version gets copies of some requests, its answers are compared,"
          + " measured and thrown away.",
      "",
      "It ends Passed without a switch, or goes on as a canary (--then-traffic). Shares are fractions:"
          + " 0.1 is 10 %%. --dry-run prints the same rollout as a file, to keep and to extend."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout rollout shadow --model fraud --version v2 --fraction 0.2 --duration 30m",
      "  turnout rollout shadow --model fraud --version v2 --fraction 0.2 --duration 30m \\",
      "      --compare /predictions/0:0.001 --compare /scores:top1 --max-disagreements 0.02 --wait",
      "  turnout rollout shadow --model fraud --version v2 --fraction 0.2 --duration 30m \\",
      "      --then-traffic 0.1,0.5 --then-duration 1h --bake 24h --sticky header:x-user-id"
    })
final class ShadowCommand implements Callable<Integer> {
  @Mixin private ShortFormOptions given = new ShortFormOptions();

  @Option(
      names = "--fraction",
      required = true,
      paramLabel = "FRACTION",
      description = "Share of the requests that is copied, a fraction.")
  private String fraction = "";

  @Option(
      names = "--duration",
      required = true,
      paramLabel = "DURATION",
      description = "How long the copies are watched.")
  private String duration = "";

  @Option(
      names = "--compare",
      paramLabel = "POINTER[:TOLERANCE|:top1]",
      description =
          "What must be alike in both answers: the value at a JSON pointer, within a tolerance, or"
              + " only which number there is the largest; may be repeated (default: the whole answer).")
  private List<String> compare = new ArrayList<>();

  @Option(
      names = "--max-disagreements",
      paramLabel = "FRACTION",
      description = "Largest acceptable share of answers that are not alike, such as 0.02.")
  private @Nullable String maxDisagreements;

  @Option(
      names = "--then-traffic",
      split = ",",
      paramLabel = "FRACTION",
      description = "Go on as a canary with this share of the users; several for stages that grow.")
  private List<String> thenTraffic = new ArrayList<>();

  @Option(
      names = "--then-duration",
      split = ",",
      paramLabel = "DURATION",
      description = "How long each stage of that canary is watched; one for all, or one for each.")
  private List<String> thenDurations = new ArrayList<>();

  @Mixin private MetricOptions metrics = new MetricOptions();
  @Mixin private Starter starter = new Starter();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Map<String, Object> shadow = new LinkedHashMap<>();
    given.smokeTest().ifPresent(path -> shadow.put("smokeTest", Map.of("path", path)));
    shadow.put("fraction", ShortForm.number(fraction));
    shadow.put("for", duration);
    if (!compare.isEmpty()) {
      shadow.put("compare", compare.stream().map(ShadowCommand::rule).toList());
    }
    if (!thenTraffic.isEmpty()) {
      shadow.put("then", Map.of("canary", canary()));
    } else if (!thenDurations.isEmpty()) {
      throw Failure.invalid("--then-duration: Expected it with --then-traffic, but got it alone");
    }
    return starter.start(
        spec,
        Starter.shortForm(
            given, metrics.disagreements(maxDisagreements), Map.of("shadow", shadow)));
  }

  private Map<String, Object> canary() {
    Map<String, Object> canary = new LinkedHashMap<>();
    canary.put("stages", Stages.of("--then-duration", thenTraffic, thenDurations));
    canary.put("bake", given.bake());
    return canary;
  }

  private static Map<String, Object> rule(String text) {
    Map<String, Object> rule = new LinkedHashMap<>();
    int colon = text.lastIndexOf(':');
    rule.put("pointer", colon < 0 ? text : text.substring(0, colon));
    if (colon >= 0) {
      String how = text.substring(colon + 1);
      if (how.equals("top1")) {
        rule.put("top1", true);
      } else {
        rule.put("tolerance", ShortForm.number(how));
      }
    }
    return rule;
  }
}
