package dev.turnout.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry in this process that speaks Confluent's HTTP API on the loopback interface, for
 * Avro schemas without references. With a file it keeps its ids over a restart.
 */
public final class EmbeddedRegistry implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int LARGEST_BODY = 4 * 1024 * 1024;

  /** So many clients may be slow before another one waits, for at most the time below. */
  private static final int THREADS = 16;

  static {
    // Else one who begins a request and never ends it holds a thread for ever.
    System.setProperty(
        "sun.net.httpserver.maxReqTime", System.getProperty("sun.net.httpserver.maxReqTime", "10"));
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final RegistryApi api;

  private EmbeddedRegistry(HttpServer server, RegistryStore store) {
    this.server = server;
    this.api = new RegistryApi(store);
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "turnout-registry");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** A registry on a free port that forgets everything when it is closed. */
  public static EmbeddedRegistry start() {
    return start(0, Optional.empty());
  }

  /**
   * Starts a registry.
   *
   * @param port 0 takes a free one
   * @param file where the schemas are kept; empty for nowhere
   * @throws EmbeddedKafkaException when the port is taken or the file cannot be read
   */
  public static EmbeddedRegistry start(int port, Optional<Path> file) {
    RegistryStore store =
        file.map(f -> new RegistryFile(f).load()).orElseGet(() -> new RegistryStore(changed -> {}));
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      var registry = new EmbeddedRegistry(server, store);
      server.setExecutor(registry.threads);
      server.createContext("/", registry::handle);
      server.start();
      return registry;
    } catch (IOException e) {
      throw new EmbeddedKafkaException(
          "Could not listen on port " + port + " for the schema registry: " + e.getMessage(), e);
    }
  }

  /** Value for {@code schema.registry.url}. */
  public String url() {
    InetSocketAddress address = server.getAddress();
    return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** Stops to listen. Does nothing the second time. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        send(exchange, 200, text(api.answer(read(exchange))));
      } catch (RegistryFault fault) {
        send(exchange, fault.status(), fault(fault.code(), String.valueOf(fault.getMessage())));
      } catch (RuntimeException e) {
        LOG.error("The schema registry failed path={}", exchange.getRequestURI().getPath(), e);
        send(exchange, 500, fault(50001, "Error in the backend data store: " + e.getMessage()));
      }
    }
  }

  private static RegistryApi.Request read(HttpExchange exchange) throws IOException {
    List<String> path =
        Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
            .filter(segment -> !segment.isEmpty())
            .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), UTF_8))
            .toList();
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    return new RegistryApi.Request(exchange.getRequestMethod(), path, query, body(exchange));
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (bytes.length > LARGEST_BODY) {
      throw RegistryFault.invalidRequest("Expected a body of at most 4 MiB");
    }
    try {
      return bytes.length == 0 ? JsonNodeFactory.instance.missingNode() : JSON.readTree(bytes);
    } catch (JacksonException e) {
      throw RegistryFault.invalidRequest("Expected JSON, but got: " + e.getOriginalMessage());
    }
  }

  /** A raw schema stands for itself, everything else is JSON. */
  private static String text(JsonNode answer) {
    if (answer instanceof com.fasterxml.jackson.databind.node.POJONode node
        && node.getPojo() instanceof Schema schema) {
      return schema.toString();
    }
    return answer.toString();
  }

  private static String fault(int code, String message) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("error_code", code)
        .put("message", message)
        .toString();
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
