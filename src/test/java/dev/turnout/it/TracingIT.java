package dev.turnout.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.turnout.agents.agent.Agent;
import dev.turnout.cli.Cli;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.StartRollout;
import dev.turnout.orchestrator.codec.SpecCodec;
import dev.turnout.orchestrator.stream.DecisionTracer;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.schemas.Serdes;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.TraceContext;
import dev.turnout.spec.RolloutFile;
import dev.turnout.testing.BusClient;
import dev.turnout.testing.KafkaBroker;
import dev.turnout.testing.TestBus;
import dev.turnout.tracing.Tracing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One trace from the command to the nodes, over OTLP, and the journal is none the wiser. */
@ExtendWith(KafkaBroker.class)
class TracingIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @TempDir Path folder;

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private HttpServer collector;

  @BeforeEach
  void collect() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          byte[] spans = exchange.getRequestBody().readAllBytes();
          synchronized (sent) {
            sent.writeBytes(spans);
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void stop() {
    collector.stop(0);
  }

  @Test
  void shouldTellOneTraceFromTheCommandToTheNodes(TestBus bus) throws Exception {
    // given
    Map<String, String> environment =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://127.0.0.1:" + collector.getAddress().getPort(),
            "OTEL_EXPORTER_OTLP_COMPRESSION",
            "none");
    Tracing tracing = Tracing.of(environment, "turnout-it");
    OrchestratorConfig config =
        OrchestratorConfig.of(bus.bootstrapServers(), bus.registryUrl())
            .withTopics(bus.topics())
            .withCreateTopics(TopicSettings.singleBroker().withPartitions(2));
    try (Orchestrator orchestrator = Orchestrator.start(config, tracing.decisions());
        AgentRig rig =
            new AgentRig(bus.config(), bus.topics(), folder).tracedBy(tracing.tables("node-7"))) {
      assertThat(orchestrator.awaitReady(LIMIT)).isTrue();
      Agent agent = rig.start("node-7");
      assertThat(agent.awaitConnected(LIMIT)).isTrue();

      // when
      start(bus);
      Awaitility.await().atMost(LIMIT).until(() -> rig.ask(agent, "jane").equals("v1"));
      Awaitility.await()
          .atMost(LIMIT)
          .until(
              () ->
                  said(bus.topics().journal(), bus).stream().filter(this::isOfTheTrace).count()
                      > 5);
    } finally {
      tracing.close();
    }

    // then
    String spans;
    synchronized (sent) {
      spans = sent.toString(ISO_8859_1);
    }
    String trace = new String(HexFormat.of().parseHex(TRACE), ISO_8859_1);
    assertThat(spans.split(Pattern.quote(trace), -1)).hasSizeGreaterThan(4);
    assertThat(spans)
        .contains("decide StartRollout", "apply table", "turnout.epoch", "node-7", "turnout-it");
    List<Optional<TraceContext>> sinceTheCommand =
        said(bus.topics().journal(), bus).stream().dropWhile(said -> !isOfTheTrace(said)).toList();
    assertThat(sinceTheCommand).hasSizeGreaterThan(5).allMatch(this::isOfTheTrace);
    assertThat(said(bus.topics().routes(), bus)).isNotEmpty().allMatch(this::isOfTheTrace);
    assertThat(said(bus.topics().rollouts(), bus)).allMatch(Optional::isEmpty);
    Cli.Result verified =
        Cli.run(
            "audit",
            "verify",
            "-b",
            bus.bootstrapServers(),
            "--registry",
            bus.registryUrl(),
            "--topic-prefix",
            bus.topics().prefix());
    assertThat(verified.code()).as(verified.toString()).isZero();
  }

  @Test
  void shouldTellNobodyUnlessAsked() {
    for (Map<String, String> environment :
        List.of(
            Map.<String, String>of(),
            Map.of("OTEL_TRACES_EXPORTER", "none", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://x"),
            Map.of("OTEL_SDK_DISABLED", "true", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://x"))) {
      try (Tracing tracing = Tracing.of(environment, "turnout-it")) {
        assertThat(tracing.decisions()).isSameAs(DecisionTracer.OFF);
      }
    }
  }

  private boolean isOfTheTrace(Optional<TraceContext> said) {
    return said.filter(context -> context.traceparent().contains(TRACE)).isPresent();
  }

  private static List<Optional<TraceContext>> said(String topic, TestBus bus) {
    try (BusClient client = new BusClient(bus)) {
      return client.readRaw(topic).stream()
          .map(ConsumerRecord::headers)
          .map(TraceContext::of)
          .toList();
    }
  }

  private static void start(TestBus bus) throws Exception {
    RolloutFile file =
        RolloutFile.parse(
            """
            apiVersion: turnout.dev/v1alpha1
            kind: Rollout
            metadata: {name: fraud-v1}
            spec:
              model: fraud
              candidate: {version: v1}
              strategy: {blueGreen: {smokeTest: {path: /ping}}}
            """,
            "rollout.yaml");
    RolloutCommand command =
        new RolloutCommand(
            "ci-1",
            "fraud",
            "fraud-v1",
            "it/pipeline",
            null,
            new StartRollout(SpecCodec.write(file.spec()), false));
    TraceContext context = new TraceContext("00-" + TRACE + "-00f067aa0ba902b7-01");
    try (KafkaProducer<String, Object> producer =
        new KafkaProducer<>(
            bus.config(), new StringSerializer(), Serdes.valueSerializer(bus.config()))) {
      producer
          .send(
              new ProducerRecord<>(
                  bus.topics().commands(), null, "fraud", command, context.headers()))
          .get();
    }
  }
}
