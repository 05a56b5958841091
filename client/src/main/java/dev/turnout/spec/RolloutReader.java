package dev.turnout.spec;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.Stickiness;
import dev.turnout.orchestrator.routing.Version;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the outer levels of a rollout file. */
final class RolloutReader {
  private RolloutReader() {}

  static YamlField<RolloutFile> read(YamlNode node) {
    YamlMap map = node.map();
    map.required(
        "apiVersion",
        value -> value.choice(Map.of(RolloutFile.API_VERSION, RolloutFile.API_VERSION)));
    map.required("kind", value -> value.choice(Map.of("Rollout", "Rollout")));
    YamlField<Metadata> metadata = map.required("metadata", RolloutReader::metadata);
    YamlField<Body> body = map.required("spec", RolloutReader::body);
    return map.build(() -> assemble(metadata.get(), body.get()));
  }

  private static RolloutFile assemble(Metadata metadata, Body body) {
    RolloutSpec spec =
        new RolloutSpec(
            body.stable(),
            body.candidate(),
            body.strategy().strategy(),
            body.analysis(),
            body.stickiness(),
            body.progressDeadline(),
            metadata.labels());
    return new RolloutFile(
        metadata.name(), body.model(), spec, body.strategy().name(), Warnings.of(spec));
  }

  private static YamlField<Metadata> metadata(YamlNode node) {
    YamlMap map = node.map();
    YamlField<RolloutName> name = map.required("name", value -> value.parsed(RolloutName::new));
    YamlField<Map<String, String>> labels =
        map.optional("labels", YamlNode::words, Map.<String, String>of());
    return map.build(() -> new Metadata(name.get(), new TreeMap<>(labels.get())));
  }

  private static YamlField<Body> body(YamlNode node) {
    YamlMap map = node.map();
    YamlField<ModelName> model = map.required("model", value -> value.parsed(ModelName::new));
    YamlField<VersionRef> candidate = map.required("candidate", RolloutReader::version);
    YamlField<Optional<VersionRef>> stable = map.optional("stable", RolloutReader::version);
    YamlField<NamedStrategy> strategy = map.required("strategy", StrategyReader::read);
    YamlField<Optional<AnalysisSpec>> analysis =
        map.optional("analysis", AnalysisReader::read, Optional.empty());
    YamlField<Optional<Stickiness>> stickiness =
        map.optional("stickiness", StrategyReader::stickiness);
    YamlField<Duration> deadline =
        map.optional("progressDeadline", YamlNode::duration, RolloutSpec.DEFAULT_PROGRESS_DEADLINE);
    return map.build(
        () ->
            checked(
                new Body(
                    model.get(),
                    candidate.get(),
                    stable.get(),
                    strategy.get(),
                    analysis.get(),
                    one(stickiness.get(), strategy.get().stickiness()),
                    deadline.get())));
  }

  /** What the domain refuses about the whole is reported at {@code spec}, not at the first line. */
  private static Body checked(Body body) {
    assemble(new Metadata(new RolloutName("any"), new TreeMap<>()), body);
    return body;
  }

  private static Stickiness one(Optional<Stickiness> outer, Optional<Stickiness> inner) {
    if (outer.isPresent() && inner.isPresent()) {
      throw new IllegalArgumentException(
          "Expected stickiness once, but it is in the spec and in the strategy (remove one)");
    }
    return outer.or(() -> inner).orElse(Stickiness.NONE);
  }

  private static YamlField<VersionRef> version(YamlNode node) {
    YamlMap map = node.map();
    YamlField<Version> version = map.required("version", value -> value.parsed(Version::new));
    YamlField<Optional<String>> source = map.optional("source", YamlNode::string);
    return map.build(() -> new VersionRef(version.get(), source.get()));
  }

  private record Metadata(RolloutName name, SortedMap<String, String> labels) {}

  private record Body(
      ModelName model,
      VersionRef candidate,
      Optional<VersionRef> stable,
      NamedStrategy strategy,
      Optional<AnalysisSpec> analysis,
      Stickiness stickiness,
      Duration progressDeadline) {}
}
