package dev.turnout.spec;

import dev.turnout.orchestrator.plan.ApprovalStep;
import dev.turnout.orchestrator.plan.BlueGreenStrategy;
import dev.turnout.orchestrator.plan.CanaryStage;
import dev.turnout.orchestrator.plan.CanaryStrategy;
import dev.turnout.orchestrator.plan.PauseStep;
import dev.turnout.orchestrator.plan.RollingStrategy;
import dev.turnout.orchestrator.plan.ShadowStrategy;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.orchestrator.plan.StepsStrategy;
import dev.turnout.orchestrator.plan.Strategy;
import dev.turnout.orchestrator.routing.AnswerRule;
import dev.turnout.orchestrator.routing.HttpCheck;
import dev.turnout.orchestrator.routing.Stickiness;
import dev.turnout.orchestrator.routing.Weight;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import dev.turnout.yaml.YamlReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code spec.strategy}. */
final class StrategyReader {
  private static final String CANARY = "canary";
  private static final String BLUE_GREEN = "blueGreen";
  private static final String ROLLING = "rolling";
  private static final String STEPS = "steps";
  private static final String SHADOW = "shadow";

  private StrategyReader() {}

  /** The key under which a file has such a strategy. */
  static String nameOf(Strategy strategy) {
    if (strategy instanceof CanaryStrategy) {
      return CANARY;
    }
    if (strategy instanceof BlueGreenStrategy) {
      return BLUE_GREEN;
    }
    if (strategy instanceof RollingStrategy) {
      return ROLLING;
    }
    return strategy instanceof ShadowStrategy ? SHADOW : STEPS;
  }

  static YamlField<NamedStrategy> read(YamlNode node) {
    Map<String, YamlReader<? extends NamedStrategy>> kinds = new LinkedHashMap<>();
    kinds.put(CANARY, StrategyReader::canary);
    kinds.put(BLUE_GREEN, StrategyReader::blueGreen);
    kinds.put(ROLLING, StrategyReader::rolling);
    kinds.put(STEPS, StrategyReader::steps);
    kinds.put(SHADOW, StrategyReader::shadow);
    YamlMap map = node.map();
    YamlField<NamedStrategy> strategy = map.oneOf(kinds);
    return map.build(strategy::get);
  }

  private static YamlField<NamedStrategy> canary(YamlNode node) {
    YamlMap map = node.map();
    YamlField<Optional<HttpCheck>> smokeTest = map.optional("smokeTest", CheckReader::read);
    YamlField<List<CanaryStage>> stages = map.required("stages", StrategyReader::stages);
    YamlField<Duration> bake = map.optional("bake", YamlNode::duration, Duration.ZERO);
    YamlField<Optional<Stickiness>> stickiness =
        map.optional("stickiness", StrategyReader::stickiness);
    return map.build(
        () ->
            new NamedStrategy(
                CANARY,
                new CanaryStrategy(smokeTest.get(), stages.get(), bake.get()),
                stickiness.get()));
  }

  private static YamlField<NamedStrategy> blueGreen(YamlNode node) {
    YamlMap map = node.map();
    YamlField<Optional<HttpCheck>> smokeTest = map.optional("smokeTest", CheckReader::read);
    YamlField<Optional<CanaryStage>> preview = map.optional("preview", StrategyReader::stage);
    YamlField<Optional<Step>> approval =
        map.optional("approval", StrategyReader::approval, Optional.empty());
    YamlField<Duration> bake = map.optional("bake", YamlNode::duration, Duration.ZERO);
    YamlField<Optional<Stickiness>> stickiness =
        map.optional("stickiness", StrategyReader::stickiness);
    return map.build(
        () ->
            new NamedStrategy(
                BLUE_GREEN,
                blueGreen(smokeTest.get(), preview.get(), approval.get(), bake.get()),
                stickiness.get()));
  }

  /** What a person must do before the switch; true is a pause until somebody promotes. */
  private static YamlField<Optional<Step>> approval(YamlNode node) {
    return node.isMap()
        ? StepReader.approval(node).map(Optional::of)
        : node.bool()
            .map(asked -> asked ? Optional.of(PauseStep.untilPromoted()) : Optional.empty());
  }

  /** The short form has a plain pause; with another approval its steps are written out. */
  private static Strategy blueGreen(
      Optional<HttpCheck> smokeTest,
      Optional<CanaryStage> preview,
      Optional<Step> approval,
      Duration bake) {
    BlueGreenStrategy plain = new BlueGreenStrategy(smokeTest, preview, approval.isPresent(), bake);
    if (approval.filter(ApprovalStep.class::isInstance).isEmpty()) {
      return plain;
    }
    return new StepsStrategy(
        plain.expand(Optional.empty()).steps().stream()
            .map(step -> step instanceof PauseStep ? approval.get() : step)
            .toList());
  }

  private static YamlField<NamedStrategy> shadow(YamlNode node) {
    YamlMap map = node.map();
    YamlField<Optional<HttpCheck>> smokeTest = map.optional("smokeTest", CheckReader::read);
    YamlField<Weight> fraction = map.required("fraction", WeightReader::fraction);
    YamlField<Duration> duration = map.required("for", YamlNode::duration);
    YamlField<List<AnswerRule>> compare =
        map.optional("compare", AnswerRuleReader::rules, List.<AnswerRule>of());
    YamlField<Optional<NamedStrategy>> then = map.optional("then", StrategyReader::then);
    return map.build(
        () ->
            new NamedStrategy(
                SHADOW,
                new ShadowStrategy(
                    smokeTest.get(),
                    fraction.get(),
                    duration.get(),
                    compare.get(),
                    then.get().map(NamedStrategy::strategy).map(CanaryStrategy.class::cast)),
                then.get().flatMap(NamedStrategy::stickiness)));
  }

  private static YamlField<NamedStrategy> then(YamlNode node) {
    YamlMap map = node.map();
    YamlField<NamedStrategy> canary = map.required(CANARY, StrategyReader::canary);
    return map.build(canary::get);
  }

  private static YamlField<NamedStrategy> rolling(YamlNode node) {
    YamlMap map = node.map();
    YamlField<Optional<HttpCheck>> smokeTest = map.optional("smokeTest", CheckReader::read);
    NodesReader.Choice nodes = NodesReader.Choice.in(map);
    YamlField<Duration> duration = map.required("for", YamlNode::duration);
    YamlField<Duration> bake = map.optional("bake", YamlNode::duration, Duration.ZERO);
    return map.build(
        () ->
            new NamedStrategy(
                ROLLING,
                new RollingStrategy(
                    smokeTest.get(),
                    nodes.maxUnavailable().get(),
                    nodes.selector().get(),
                    nodes.order().get(),
                    duration.get(),
                    bake.get()),
                Optional.empty()));
  }

  private static YamlField<NamedStrategy> steps(YamlNode node) {
    YamlField<List<Step>> steps = node.list(StepReader::read);
    try {
      return steps.map(list -> new NamedStrategy(STEPS, new StepsStrategy(list), Optional.empty()));
    } catch (IllegalArgumentException e) {
      return node.invalid("%s", String.valueOf(e.getMessage()));
    }
  }

  private static YamlField<List<CanaryStage>> stages(YamlNode node) {
    YamlField<List<CanaryStage>> stages = node.list(StrategyReader::stage);
    return stages.isValid() && stages.get().isEmpty()
        ? node.invalid("Expected at least one stage, but got none (write {weight: 0.1, for: 10m})")
        : stages;
  }

  private static YamlField<CanaryStage> stage(YamlNode node) {
    YamlMap map = node.map();
    YamlField<Weight> weight = map.required("weight", WeightReader::read);
    YamlField<Duration> duration = map.required("for", YamlNode::duration);
    return map.build(() -> new CanaryStage(weight.get(), duration.get()));
  }

  static YamlField<Stickiness> stickiness(YamlNode node) {
    Map<String, YamlReader<? extends Stickiness>> kinds = new LinkedHashMap<>();
    kinds.put("header", value -> value.parsed(Stickiness::header));
    kinds.put("cookie", value -> value.parsed(Stickiness::cookie));
    kinds.put("query", value -> value.parsed(Stickiness::query));
    YamlMap map = node.map();
    YamlField<Stickiness> stickiness = map.oneOf(kinds);
    return map.build(stickiness::get);
  }
}
