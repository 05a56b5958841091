package dev.turnout.spec;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.BlockRule;
import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.analysis.OnInconclusive;
import dev.turnout.orchestrator.analysis.Staleness;
import dev.turnout.orchestrator.analysis.WarmUp;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code spec.analysis}; without a metric nothing is analysed. */
final class AnalysisReader {
  private static final Map<String, OnInconclusive> POLICIES = policies();

  private AnalysisReader() {}

  static YamlField<Optional<AnalysisSpec>> read(YamlNode node) {
    YamlMap map = node.map();
    YamlField<Double> alpha = map.optional("alpha", YamlNode::fraction, AnalysisSpec.DEFAULT_ALPHA);
    YamlField<Double> beta = map.optional("beta", YamlNode::fraction, AnalysisSpec.DEFAULT_BETA);
    YamlField<OnInconclusive> policy =
        map.optional("onInconclusive", value -> value.choice(POLICIES), OnInconclusive.PAUSE);
    YamlField<Long> sample =
        map.optional("minimumSample", AnalysisReader::count, AnalysisSpec.DEFAULT_MINIMUM_SAMPLE);
    YamlField<Duration> warmUp = map.optional("warmUp", YamlNode::duration, WarmUp.DEFAULT.time());
    YamlField<Long> warmUpRequests =
        map.optional("warmUpRequests", AnalysisReader::count, WarmUp.DEFAULT.requests());
    YamlField<Duration> deadline =
        map.optional("deadline", YamlNode::duration, AnalysisSpec.DEFAULT_DEADLINE);
    YamlField<Duration> stale =
        map.optional("stale", YamlNode::duration, Staleness.DEFAULT.after());
    YamlField<Duration> liveness =
        map.optional("liveness", YamlNode::duration, Staleness.DEFAULT.rollbackAfter());
    YamlField<List<MetricSpec>> metrics =
        map.optional("metrics", list -> list.list(MetricReader::read), List.<MetricSpec>of());
    return map.build(
        () ->
            metrics.get().isEmpty()
                ? Optional.<AnalysisSpec>empty()
                : Optional.of(
                    new AnalysisSpec(
                        alpha.get(),
                        beta.get(),
                        metrics.get(),
                        sample.get(),
                        new WarmUp(warmUp.get(), warmUpRequests.get()),
                        deadline.get(),
                        policy.get(),
                        BlockRule.DEFAULT,
                        new Staleness(Staleness.DEFAULT.nodes(), stale.get(), liveness.get()))));
  }

  private static YamlField<Long> count(YamlNode node) {
    return node.integer(0, 1_000_000_000_000L);
  }

  private static Map<String, OnInconclusive> policies() {
    Map<String, OnInconclusive> policies = new LinkedHashMap<>();
    policies.put("pause", OnInconclusive.PAUSE);
    policies.put("rollback", OnInconclusive.ROLLBACK);
    policies.put("promoteIfNoHarm", OnInconclusive.PROMOTE_IF_NO_HARM);
    return policies;
  }
}
