package dev.turnout.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.turnout.events.RolloutCommand;
import dev.turnout.orchestrator.mlflow.MlflowConfig;
import dev.turnout.orchestrator.mlflow.MlflowMeter;
import dev.turnout.orchestrator.mlflow.WebhookConfig;
import dev.turnout.schemas.CommandSigner;
import dev.turnout.schemas.Serdes;
import dev.turnout.schemas.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes MLflow's webhooks at {@code POST /webhooks/mlflow}. Several orchestrators may each. */
public final class WebhookServer implements AutoCloseable {
  /** Path of the only thing that it does. */
  public static final String PATH = "/webhooks/mlflow";

  private static final Logger LOG = LoggerFactory.getLogger(WebhookServer.class);
  private static final int LARGEST_BODY = 64 << 10;
  private static final int THREADS = 4;

  static {
    // Else one who begins a request and never ends it holds a thread for ever.
    System.setProperty(
        "sun.net.httpserver.maxReqTime", System.getProperty("sun.net.httpserver.maxReqTime", "10"));
  }

  private final KafkaProducer<byte[], byte[]> producer;
  private final Serializer<Object> values;
  private final CommandSigner signer;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread made = new Thread(task, "turnout-webhooks");
            made.setDaemon(true);
            return made;
          });
  private final WebhookDesk desk;
  private final MeterRegistry meters;

  private WebhookServer(
      MlflowConfig mlflow,
      WebhookConfig config,
      Map<String, String> kafka,
      Topics topics,
      CommandSigner signer,
      MeterRegistry meters) {
    this.meters = meters;
    this.signer = signer;
    Map<String, Object> settings = settings(kafka);
    this.values = Serdes.valueSerializer(settings);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      this.desk =
          new WebhookDesk(
              mlflow,
              config,
              command -> publish(topics.commands(), command),
              InstantSource.system());
      this.server = HttpServer.create(config.listen(), 0);
    } catch (IOException e) {
      producer.close();
      throw new UncheckedIOException(
          "Cannot take webhooks on %s: %s".formatted(config.listen(), e.getMessage()), e);
    } catch (RuntimeException e) {
      producer.close();
      throw e;
    }
    List.of("started", "duplicate", "ignored", "refused", "failed").forEach(this::counter);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts taking webhooks.
   *
   * @param kafka settings of a producer and of the schema registry
   * @param signer signs the commands; the webhook's own signature was checked before
   * @throws RuntimeException if the template is no rollout, or the address cannot be used
   */
  public static WebhookServer start(
      MlflowConfig mlflow,
      WebhookConfig config,
      Map<String, String> kafka,
      Topics topics,
      CommandSigner signer,
      MeterRegistry meters) {
    return new WebhookServer(mlflow, config, kafka, topics, signer, meters);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(1);
    threads.shutdownNow();
    producer.close(java.time.Duration.ofSeconds(2));
    values.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = reply(exchange);
      counter(reply.result()).increment();
      LOG.info(
          "webhook answered status={} result={} {}", reply.status(), reply.result(), reply.text());
      byte[] text = (reply.text() + "\n").getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(reply.status(), text.length);
      exchange.getResponseBody().write(text);
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      return Reply.refused(404, "Expected the path " + PATH);
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return Reply.refused(405, "Expected a POST");
    }
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      return Reply.refused(413, "Expected at most %d bytes".formatted(LARGEST_BODY));
    }
    return desk.take(
        new WebhookDesk.Delivery(
            header(exchange, "X-MLflow-Delivery-Id"),
            header(exchange, "X-MLflow-Timestamp"),
            header(exchange, "X-MLflow-Signature"),
            body));
  }

  private static String header(HttpExchange exchange, String name) {
    return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
  }

  private void publish(String topic, RolloutCommand command) {
    byte[] key = command.getModel().getBytes(UTF_8);
    byte[] value = values.serialize(topic, command);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
    signer.sign(topic, key, value).forEach(record.headers()::add);
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new KafkaException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private Counter counter(String result) {
    return Counter.builder(MlflowMeter.WEBHOOKS.meterName())
        .description(MlflowMeter.WEBHOOKS.description())
        .tag(MlflowMeter.WEBHOOKS.tags().get(0), result)
        .register(meters);
  }

  /** MLflow waits for the answer, so that it must come soon. */
  private static Map<String, Object> settings(Map<String, String> kafka) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "max.block.ms", "5000",
                "request.timeout.ms", "5000",
                "delivery.timeout.ms", "10000"));
    settings.putAll(kafka);
    settings.put("acks", "all");
    settings.put("enable.idempotence", "true");
    settings.remove("transactional.id");
    return settings;
  }
}
