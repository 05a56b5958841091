package dev.turnout.docs;

import static dev.turnout.docs.ReferencePage.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.agent.AgentMeter;
import dev.turnout.bridge.status.BridgeMeter;
import dev.turnout.notify.NotifyMeter;
import dev.turnout.orchestrator.mlflow.MlflowMeter;
import dev.turnout.orchestrator.stream.StreamMeter;
import dev.turnout.schemas.Acl;
import dev.turnout.schemas.Acls;
import dev.turnout.schemas.Role;
import dev.turnout.schemas.Topic;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.yaml.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.resource.PatternType;
import org.junit.jupiter.api.Test;

/** The pages that list what there is. */
class ReferenceTest {
  private static final Path SCHEMAS = Path.of("..", "schemas", "src", "main", "avro");

  @Test
  void shouldListTheTopics() throws IOException {
    Topics topics = Topics.standard();
    TopicSettings settings = TopicSettings.production();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("topic", "key", "value", "kept", "written by", "read by"));
    for (Topic topic : Topic.values()) {
      rows.add(
          List.of(
              code(topics.name(topic)) + (topic.isOptional() ? " (only with its part)" : ""),
              topic.key(),
              value(topic),
              kept(topic, settings),
              labels(topic.writers()),
              labels(topic.readers())));
    }
    ReferencePage page =
        new ReferencePage(
                "topics.md",
                "Topics",
                "`turnout topics create` makes them, `turnout topics describe` compares a cluster's with what"
                    + " Turnout needs.")
            .paragraph(
                "All have the same number of partitions (%d unless told), %d copies, and the broker's time (`message.timestamp.type=LogAppendTime`); `--topic-prefix` takes the place of `turnout`. The number of partitions cannot be changed later: a model's records lie in the same partition of every topic."
                    .formatted(settings.partitions(), settings.replicationFactor()))
            .table(rows)
            .paragraph(
                "Values are Avro in the Confluent wire format, registered under `<topic>-value`. Retentions are set when the topics are created; audit reaches back as far as they do.")
            .heading(
                "Configuration of each topic", "With three copies, as `topics create` sets it.");
    List<List<String>> configuration = new ArrayList<>();
    configuration.add(List.of("topic", "configuration"));
    for (Topic topic : Topic.values()) {
      configuration.add(
          List.of(
              code(topics.name(topic)),
              Topics.configuration(topic, settings).entrySet().stream()
                  .map(entry -> code(entry.getKey() + "=" + entry.getValue()))
                  .collect(Collectors.joining(", "))));
    }
    page.table(configuration)
        .heading(
            "Least rights of each role",
            "`turnout topics acls --role ROLE --principal User:NAME` prints them as commands.");
    List<List<String>> rights = new ArrayList<>();
    rights.add(List.of("role", "resource", "name", "operations"));
    for (Role role : Role.values()) {
      rights.addAll(rights(role, topics));
    }
    page.table(rights).hold();
  }

  @Test
  void shouldListTheMetrics() throws IOException {
    new ReferencePage(
            "metrics.md",
            "Metrics",
            "Every process serves them at `/metrics` of its `admin` address. Prometheus writes dots as"
                + " underscores; counters end in `_total`, times in `_seconds`.")
        .heading("Orchestrator", "")
        .table(meters(StreamMeter.values(), m -> row(m.meterName(), m.tags(), m.description())))
        .heading("Agent", "")
        .table(meters(AgentMeter.values(), m -> row(m.meterName(), m.tags(), m.description())))
        .heading("MLflow", "Of orchestrators that tell an MLflow registry.")
        .table(meters(MlflowMeter.values(), m -> row(m.meterName(), m.tags(), m.description())))
        .heading("Bridge", "")
        .table(meters(BridgeMeter.values(), m -> row(m.meterName(), m.tags(), m.description())))
        .heading("Notifier", "")
        .table(meters(NotifyMeter.values(), m -> row(m.meterName(), m.tags(), m.description())))
        .paragraph(
            "[Alert rules](../../helm/turnout/monitoring/alerts.yaml) and a Grafana [dashboard](../../helm/turnout/monitoring/dashboard.json) name them; [what to do](../operations.md#alerts) when one fires.")
        .hold();
  }

  private static String value(Topic topic) {
    String file = topic.value() + ".avsc";
    boolean schema = Files.exists(SCHEMAS.resolve(file));
    assertThat(schema || topic.value().contains(" ") || topic.value().equals("private"))
        .as("%s of %s is no schema", topic.value(), topic)
        .isTrue();
    return schema
        ? "[%s](../../schemas/src/main/avro/%s)".formatted(topic.value(), file)
        : topic.value();
  }

  private static String kept(Topic topic, TopicSettings settings) {
    long retention =
        Long.parseLong(Topics.configuration(topic, settings).getOrDefault("retention.ms", "-1"));
    return switch (topic.cleanup()) {
      case KEEP_FOR_EVER -> "for ever";
      case COMPACT -> "the newest of each key";
      case EXPIRE -> Durations.format(Duration.ofMillis(retention)) + " unless told";
    };
  }

  private static String labels(Set<Role> roles) {
    return roles.stream().map(Role::label).sorted().collect(Collectors.joining(", "));
  }

  private static List<List<String>> rights(Role role, Topics topics) {
    Map<String, List<Acl>> byResource =
        Acls.of(role, topics).stream()
            .collect(
                Collectors.groupingBy(
                    acl -> acl.resource() + " " + acl.name(),
                    java.util.LinkedHashMap::new,
                    Collectors.toList()));
    return byResource.values().stream()
        .map(
            acls ->
                List.of(
                    role.label(),
                    acls.get(0).resource().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    code(
                        acls.get(0).name()
                            + (acls.get(0).pattern() == PatternType.PREFIXED ? "*" : "")),
                    acls.stream()
                        .map(acl -> acl.operation().name())
                        .collect(Collectors.joining(", "))))
        .toList();
  }

  private static <M> List<List<String>> meters(M[] meters, Function<M, List<String>> row) {
    return Stream.concat(
            Stream.of(List.of("metric", "tags", "meaning")), Arrays.stream(meters).map(row))
        .toList();
  }

  private static List<String> row(String name, List<String> tags, String description) {
    return List.of(code(name), String.join(", ", tags), description);
  }
}
