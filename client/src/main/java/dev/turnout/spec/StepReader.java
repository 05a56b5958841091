package dev.turnout.spec;

import dev.turnout.orchestrator.plan.AnalysisStep;
import dev.turnout.orchestrator.plan.ApprovalStep;
import dev.turnout.orchestrator.plan.BakeStep;
import dev.turnout.orchestrator.plan.Glob;
import dev.turnout.orchestrator.plan.PauseStep;
import dev.turnout.orchestrator.plan.RetireStep;
import dev.turnout.orchestrator.plan.SetWeightStep;
import dev.turnout.orchestrator.plan.SmokeTestStep;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import dev.turnout.yaml.YamlReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads one step: a map with one key, or just the word {@code pause}, {@code approval} or {@code
 * retire}.
 */
final class StepReader {
  private static final Map<String, YamlReader<? extends Step>> KINDS = kinds();

  private static final Map<String, Step> WORDS = words();

  private StepReader() {}

  static YamlField<Step> read(YamlNode node) {
    if (!node.isMap() && !node.isList()) {
      return node.choice(WORDS);
    }
    YamlMap map = node.map();
    YamlField<Step> step = map.oneOf(KINDS);
    return map.build(step::get);
  }

  private static Map<String, Step> words() {
    Map<String, Step> words = new LinkedHashMap<>();
    words.put("pause", PauseStep.untilPromoted());
    words.put("approval", ApprovalStep.ONE);
    words.put("retire", new RetireStep());
    return words;
  }

  private static Map<String, YamlReader<? extends Step>> kinds() {
    Map<String, YamlReader<? extends Step>> kinds = new LinkedHashMap<>();
    kinds.put("smokeTest", node -> CheckReader.read(node).map(SmokeTestStep::new));
    kinds.put("setWeight", node -> WeightReader.read(node).map(SetWeightStep::new));
    kinds.put("switchNodes", NodesReader::step);
    kinds.put("analysis", StepReader::analysis);
    kinds.put("pause", StepReader::pause);
    kinds.put("approval", StepReader::approval);
    kinds.put("bake", StepReader::bake);
    kinds.put("retire", StepReader::retire);
    kinds.put("mirror", AnswerRuleReader::step);
    return kinds;
  }

  private static YamlField<Step> analysis(YamlNode node) {
    YamlMap map = node.map();
    YamlField<Duration> duration = map.required("for", YamlNode::duration);
    YamlField<Optional<Double>> beta = map.optional("beta", YamlNode::fraction);
    return map.build(
        () ->
            new AnalysisStep(
                duration.get(),
                beta.get().map(OptionalDouble::of).orElseGet(OptionalDouble::empty)));
  }

  private static YamlField<Step> pause(YamlNode node) {
    YamlMap map = node.map();
    YamlField<Optional<Duration>> duration = map.optional("for", YamlNode::duration);
    return map.build(() -> new PauseStep(duration.get()));
  }

  static YamlField<Step> approval(YamlNode node) {
    YamlMap map = node.map();
    YamlField<Long> count = map.optional("count", value -> value.integer(1, 20), 1L);
    YamlField<List<Glob>> approvers =
        map.optional(
            "approvers", value -> value.list(item -> item.parsed(Glob::new)), List.<Glob>of());
    YamlField<Boolean> notByStarter = map.optional("notByStarter", YamlNode::bool, false);
    return map.build(
        () -> new ApprovalStep((int) (long) count.get(), approvers.get(), notByStarter.get()));
  }

  private static YamlField<Step> bake(YamlNode node) {
    YamlField<Duration> duration = node.duration();
    if (!duration.isValid()) {
      return YamlField.invalid();
    }
    try {
      return duration.map(BakeStep::new);
    } catch (IllegalArgumentException e) {
      return node.invalid("%s", String.valueOf(e.getMessage()));
    }
  }

  private static YamlField<Step> retire(YamlNode node) {
    return node.map().build(RetireStep::new);
  }
}
