package dev.turnout.it;

import com.sun.net.httpserver.HttpServer;
import dev.turnout.agents.agent.Agent;
import dev.turnout.agents.agent.TableTracer;
import dev.turnout.agents.config.AgentConfig;
import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.agents.config.LauncherConfig;
import dev.turnout.agents.config.ModelConfig;
import dev.turnout.agents.config.ProxyLimits;
import dev.turnout.agents.config.ReportTimes;
import dev.turnout.agents.config.RouterConfig;
import dev.turnout.agents.probe.HealthConfig;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.events.AgentReport;
import dev.turnout.events.MetricReport;
import dev.turnout.events.Role;
import dev.turnout.events.RouteTable;
import dev.turnout.events.Stickiness;
import dev.turnout.events.StickinessKind;
import dev.turnout.events.VersionRoute;
import dev.turnout.schemas.Serdes;
import dev.turnout.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Model servers, agents over them, and both sides of their topics. */
final class AgentRig implements AutoCloseable {
  static final String MODEL = "fraud";

  private final Map<String, Object> kafka;
  private final Topics topics;
  private final Path directory;
  private final Map<String, HttpServer> servers = new TreeMap<>();
  private final Map<String, Integer> otherPorts = new TreeMap<>();
  private final List<Agent> agents = new ArrayList<>();
  private RouterConfig router = new RouterConfig.Proxy();
  private int port;
  private ProxyLimits proxy = ProxyLimits.defaults();
  private TableTracer tracer = TableTracer.OFF;
  private final HttpClient client = HttpClient.newHttpClient();

  AgentRig(Map<String, Object> kafka, Topics topics, Path directory) {
    this.kafka = kafka;
    this.topics = topics;
    this.directory = directory;
    List.of("v1", "v2").forEach(version -> servers.put(version, server(version)));
  }

  /** Agents that start from now on find a version at another port of this machine. */
  AgentRig with(String version, int port) {
    otherPorts.put(version, port);
    return this;
  }

  /** Agents that start from now on wait that long for a version's answer. */
  AgentRig withRequestTimeout(Duration timeout) {
    ProxyLimits usual = ProxyLimits.defaults();
    proxy =
        new ProxyLimits(
            usual.eventLoops(),
            timeout,
            usual.connectTimeout(),
            usual.maxBufferedBody(),
            usual.maxConnections(),
            usual.shutdownGrace(),
            usual.maxCopies(),
            usual.maxComparedAnswer());
    return this;
  }

  /** Agents that start from now on route so, and the model's requests come in at this port. */
  AgentRig withRouter(RouterConfig kind, int listen) {
    router = kind;
    port = listen;
    return this;
  }

  /** A trace hears of what agents apply that start from now on. */
  AgentRig tracedBy(TableTracer other) {
    tracer = other;
    return this;
  }

  /** Starts an agent; one of the same name again has the same disk. */
  Agent start(String node) {
    return start(node, Map.of());
  }

  /** The same of a node that says something of itself. */
  Agent start(String node, Map<String, String> labels) {
    Map<String, Endpoint> endpoints = new TreeMap<>();
    servers.forEach(
        (version, server) ->
            endpoints.put(
                version,
                Endpoint.parse(
                    "http://127.0.0.1:"
                        + otherPorts.getOrDefault(version, server.getAddress().getPort()))));
    ModelConfig model =
        new ModelConfig(
            MODEL,
            Optional.of(new ListenAddress("127.0.0.1", port)),
            router,
            new LauncherConfig.Static(endpoints),
            new HealthConfig("/ping", Duration.ofMillis(50), Duration.ofSeconds(10), 1, 3),
            Duration.ofMillis(200));
    Map<String, String> settings = new TreeMap<>();
    kafka.forEach((key, value) -> settings.put(key, value.toString()));
    AgentConfig config =
        AgentConfig.of(node, new KafkaSettings(settings), directory.resolve(node), List.of(model))
            .withLabels(labels)
            .withTopics(topics)
            .withProxy(proxy)
            .withReports(new ReportTimes(Duration.ofMillis(200), Duration.ofMillis(200)));
    Agent agent = Agent.start(config, tracer);
    agents.add(agent);
    return agent;
  }

  /** The version that answered a user; {@code none:STATUS} if none did. */
  String ask(Agent agent, String user) {
    URI uri = URI.create("http://127.0.0.1:%d/invocations".formatted(agent.port(MODEL)));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("x-user-id", user)
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? response.body() : "none:" + response.statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static RouteTable table(long epoch, double candidateWeight) {
    return RouteTable.newBuilder()
        .setModel(MODEL)
        .setEpoch(epoch)
        .setRollout("fraud-v2")
        .setSalt("fraud-v2")
        .setStickiness(new Stickiness(StickinessKind.HEADER, "x-user-id"))
        .setVersions(
            List.of(
                new VersionRoute("v1", null, Role.STABLE, 1 - candidateWeight),
                new VersionRoute("v2", null, Role.CANDIDATE, candidateWeight)))
        .build();
  }

  void publish(RouteTable table) throws ExecutionException, InterruptedException {
    try (KafkaProducer<String, Object> producer =
        new KafkaProducer<>(kafka, new StringSerializer(), Serdes.valueSerializer(kafka))) {
      producer.send(new ProducerRecord<>(topics.routes(), MODEL, table)).get();
    }
  }

  void publishRaw(String key, byte[] value) throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(topics.routes(), keyBytes, value)).get();
    }
  }

  List<AgentReport> agentReports() {
    return read(topics.agents(), AgentReport.class);
  }

  List<MetricReport> metricReports() {
    return read(topics.metrics(), MetricReport.class);
  }

  /** Every record of a topic so far, in the order of each partition. */
  List<ConsumerRecord<byte[], byte[]>> readRaw(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  private <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    try (var deserializer = Serdes.valueDeserializer(kafka)) {
      return readRaw(topic).stream()
          .map(record -> type.cast(deserializer.deserialize(topic, record.value())))
          .toList();
    }
  }

  private static HttpServer server(String version) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            byte[] body = version.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    agents.forEach(Agent::close);
    servers.values().forEach(server -> server.stop(0));
  }
}
