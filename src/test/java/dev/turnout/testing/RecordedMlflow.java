package dev.turnout.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * MLflow's registry with the answers that MLflow 3.17.2 gave, for machines without MLflow and for
 * troubles that a real server does not have when one wants them. The same contract runs against a
 * real server, so that this one cannot drift away.
 */
public final class RecordedMlflow implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Else each answer waits 40 ms for the client to acknowledge its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** Runs before a request is answered; may throw to break the connection. */
  @FunctionalInterface
  public interface Interceptor {
    void before(String request) throws IOException;
  }

  private static final class Model {
    final Map<String, String> aliases = new TreeMap<>();
    final Map<String, String> tags = new TreeMap<>();
    final List<Version> versions = new ArrayList<>();
  }

  private static final class Version {
    final Map<String, String> tags = new TreeMap<>();
    String status = "READY";
    String stage = "None";
  }

  private static final class Answered extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    Answered(int status, String body) {
      super(body);
      this.status = status;
    }
  }

  private final Map<String, Model> models = new HashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicReference<Interceptor> interceptor = new AtomicReference<>(request -> {});
  private final List<String> requests = new ArrayList<>();
  private final HttpServer server;

  public RecordedMlflow() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/api/2.0/mlflow/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on this runs before each request. */
  public void intercept(Interceptor next) {
    interceptor.set(next);
  }

  /** From now on every connection breaks, as when the server is away. */
  public void goAway() {
    intercept(
        request -> {
          throw new IOException("away");
        });
  }

  public void comeBack() {
    intercept(request -> {});
  }

  /** A model with versions 1 to {@code count}. */
  public synchronized void register(String model, int count) {
    Model registered = new Model();
    for (int i = 0; i < count; i++) {
      registered.versions.add(new Version());
    }
    models.put(model, registered);
  }

  /** Version number by alias. */
  public synchronized Map<String, String> aliases(String model) {
    return Map.copyOf(registered(model).aliases);
  }

  /** A tag of the model itself; empty if it has none. */
  public synchronized String tag(String model, String key) {
    return registered(model).tags.getOrDefault(key, "");
  }

  private Model registered(String model) {
    return models.computeIfAbsent(model, name -> new Model());
  }

  /** A version that cannot be used yet. */
  public synchronized void pending(String model, int version) {
    registered(model).versions.get(version - 1).status = "PENDING_REGISTRATION";
  }

  /** Method and path of every request since they were taken. */
  public synchronized List<String> seenRequests() {
    return List.copyOf(requests);
  }

  /** The same, which are then forgotten. */
  public synchronized List<String> takeRequests() {
    List<String> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replaceFirst("/api/2.0/mlflow/", "");
    String request = exchange.getRequestMethod() + " " + path;
    try (exchange) {
      interceptor.get().before(request);
      JsonNode arguments = arguments(exchange);
      String answer;
      int status = 200;
      synchronized (this) {
        requests.add(request);
        try {
          answer = answer(request, arguments).toString();
        } catch (Answered e) {
          answer = e.getMessage();
          status = e.status;
        }
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private JsonNode arguments(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (body.length > 0) {
      return JSON.readTree(body);
    }
    ObjectNode query = JSON.createObjectNode();
    for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private JsonNode answer(String request, JsonNode given) throws Answered {
    String name = given.path("name").asText();
    ObjectNode nothing = JSON.createObjectNode();
    switch (request) {
      case "POST registered-models/create" -> {
        models.put(name, new Model());
        return JSON.createObjectNode().set("registered_model", nothing.put("name", name));
      }
      case "POST model-versions/create" -> {
        model(name).versions.add(new Version());
        int number = model(name).versions.size();
        return shown(name, Integer.toString(number));
      }
      case "GET registered-models/get" -> {
        return JSON.createObjectNode().set("registered_model", shown(name));
      }
      case "GET model-versions/get" -> {
        return shown(name, given.path("version").asText());
      }
      case "GET registered-models/alias" -> {
        String alias = given.path("alias").asText();
        String number = model(name).aliases.get(alias);
        if (number == null) {
          throw refusal(
              400,
              "INVALID_PARAMETER_VALUE",
              "Registered model alias %s not found.".formatted(alias),
              "INVALID_PARAMETER_VALUE");
        }
        return shown(name, number);
      }
      case "POST registered-models/alias" -> {
        version(name, given.path("version").asText());
        model(name).aliases.put(given.path("alias").asText(), given.path("version").asText());
        return nothing;
      }
      case "DELETE registered-models/alias" -> {
        model(name).aliases.remove(given.path("alias").asText());
        return nothing;
      }
      case "POST registered-models/set-tag" -> {
        model(name).tags.put(given.path("key").asText(), given.path("value").asText());
        return nothing;
      }
      case "DELETE registered-models/delete-tag" -> {
        model(name).tags.remove(given.path("key").asText());
        return nothing;
      }
      case "POST model-versions/set-tag" -> {
        version(name, given.path("version").asText())
            .tags
            .put(given.path("key").asText(), given.path("value").asText());
        return nothing;
      }
      case "POST model-versions/transition-stage" -> {
        if (!given.path("archive_existing_versions").isBoolean()) {
          throw refusal(
              400,
              "INVALID_PARAMETER_VALUE",
              "Invalid value for parameter 'archive_existing_versions' supplied",
              "INVALID_PARAMETER_VALUE");
        }
        version(name, given.path("version").asText()).stage = given.path("stage").asText();
        return shown(name, given.path("version").asText());
      }
      default -> throw refusal(404, "ENDPOINT_NOT_FOUND", "no such call: " + request, "NOT_FOUND");
    }
  }

  private Model model(String name) throws Answered {
    Model model = models.get(name);
    if (model == null) {
      throw missing("Registered Model with name=%s not found".formatted(name));
    }
    return model;
  }

  private Version version(String name, String number) throws Answered {
    List<Version> versions = models.containsKey(name) ? model(name).versions : List.of();
    int index = Integer.parseInt(number) - 1;
    if (index < 0 || index >= versions.size()) {
      throw missing("Model Version (name=%s, version=%s) not found".formatted(name, number));
    }
    return versions.get(index);
  }

  private static Answered missing(String message) {
    return refusal(404, "RESOURCE_DOES_NOT_EXIST", message, "RESOURCE_NOT_FOUND");
  }

  private static Answered refusal(int status, String code, String message, String errorClass) {
    return new Answered(
        status,
        "{\"error_code\": \"%s\", \"message\": \"%s\", \"sqlstate\": \"KAM00\", \"error_class\": \"%s\"}"
            .formatted(code, message, errorClass));
  }

  private ObjectNode shown(String name) throws Answered {
    ObjectNode shown = JSON.createObjectNode().put("name", name);
    addPairs(shown, "tags", "key", "value", model(name).tags);
    addPairs(shown, "aliases", "alias", "version", model(name).aliases);
    return shown;
  }

  private JsonNode shown(String name, String number) throws Answered {
    Version version = version(name, number);
    ObjectNode shown =
        JSON.createObjectNode()
            .put("name", name)
            .put("version", number)
            .put("creation_timestamp", 1795289288914L)
            .put("last_updated_timestamp", 1795289288914L)
            .put("current_stage", version.stage)
            .put("description", "")
            .put("source", "s3://bucket/x")
            .put("run_id", "")
            .put("status", version.status);
    addPairs(shown, "tags", "key", "value", version.tags);
    shown.put("run_link", "");
    ArrayNode aliases = JSON.createArrayNode();
    model(name)
        .aliases
        .forEach(
            (alias, named) -> {
              if (named.equals(number)) {
                aliases.add(alias);
              }
            });
    if (!aliases.isEmpty()) {
      shown.set("aliases", aliases);
    }
    return JSON.createObjectNode().set("model_version", shown);
  }

  /** MLflow leaves empty lists out. */
  private static void addPairs(
      ObjectNode shown, String list, String key, String value, Map<String, String> pairs) {
    if (!pairs.isEmpty()) {
      ArrayNode items = shown.putArray(list);
      pairs.forEach((k, v) -> items.addObject().put(key, k).put(value, v));
    }
  }
}
