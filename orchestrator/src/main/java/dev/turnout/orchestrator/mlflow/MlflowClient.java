package dev.turnout.orchestrator.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.turnout.orchestrator.mlflow.MlflowException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The calls of MLflow's registry that Turnout needs, over REST, the same in MLflow 2 and 3. Each is
 * one request, which is repeated once if its connection breaks, and blocks for at most twice the
 * time limit. Safe for all threads.
 */
public final class MlflowClient {
  private static final String API = "/api/2.0/mlflow/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EXCERPT = 300;

  private final MlflowAccess access;
  private final Duration timeout;
  private final HttpClient http;

  /**
   * @param timeout how long an answer may take
   */
  public MlflowClient(MlflowAccess access, Duration timeout) {
    this.access = access;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /**
   * The version of a number.
   *
   * @return what it is; its status is READY once it can be used
   * @throws MlflowException if there is none, or no answer
   */
  public VersionState version(RegisteredVersion version) {
    JsonNode answer =
        get("model-versions/get", Map.of("name", version.model(), "version", version.number()));
    return VersionState.of(answer.path("model_version"));
  }

  /**
   * The version that an alias names now.
   *
   * @throws MlflowException if there is none, or no answer
   */
  public VersionState byAlias(String model, String alias) {
    JsonNode answer = get("registered-models/alias", Map.of("name", model, "alias", alias));
    return VersionState.of(answer.path("model_version"));
  }

  RegisteredModel model(String name) {
    JsonNode model = get("registered-models/get", Map.of("name", name)).path("registered_model");
    return new RegisteredModel(
        name, pairs(model.path("aliases"), "alias", "version"), tags(model.path("tags")));
  }

  void setAlias(RegisteredVersion version, String alias) {
    send(
        "POST",
        "registered-models/alias",
        Map.of("name", version.model(), "alias", alias, "version", version.number()));
  }

  /** Does nothing if there is no such alias. */
  void deleteAlias(String model, String alias) {
    send("DELETE", "registered-models/alias", Map.of("name", model, "alias", alias));
  }

  void setTag(String model, String key, String value) {
    send("POST", "registered-models/set-tag", Map.of("name", model, "key", key, "value", value));
  }

  /** Does nothing if there is no such tag. */
  void deleteTag(String model, String key) {
    send("DELETE", "registered-models/delete-tag", Map.of("name", model, "key", key));
  }

  void setTag(RegisteredVersion version, String key, String value) {
    send(
        "POST",
        "model-versions/set-tag",
        Map.of("name", version.model(), "version", version.number(), "key", key, "value", value));
  }

  /** The deprecated way to say what is live; servers may not have it any more. */
  void setStage(RegisteredVersion version, String stage) {
    send(
        "POST",
        "model-versions/transition-stage",
        Map.of(
            "name",
            version.model(),
            "version",
            version.number(),
            "stage",
            stage,
            "archive_existing_versions",
            false));
  }

  private JsonNode get(String path, Map<String, String> query) {
    StringBuilder text = new StringBuilder(path);
    query.forEach(
        (key, value) ->
            text.append(text.indexOf("?") < 0 ? '?' : '&')
                .append(key)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return exchange(request(text.toString()).GET().build());
  }

  private void send(String method, String path, Map<String, ?> body) {
    byte[] bytes = JSON.valueToTree(body).toString().getBytes(StandardCharsets.UTF_8);
    exchange(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(bytes))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(access.uri() + API + path)).timeout(timeout);
    access.authorization().ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private JsonNode exchange(HttpRequest request) {
    try {
      return read(request, sendTwice(request));
    } catch (IOException e) {
      throw new MlflowException(
          Kind.TRANSIENT,
          "Expected an answer from MLflow at %s, but got none: %s"
              .formatted(access.uri(), words(e)),
          e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** The server may close a connection that was kept; every call may be repeated. */
  private HttpResponse<String> sendTwice(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (HttpTimeoutException | ConnectException e) {
      throw e;
    } catch (IOException e) {
      return http.send(request, BodyHandlers.ofString());
    }
  }

  private static JsonNode read(HttpRequest request, HttpResponse<String> response) {
    JsonNode body = json(response.body());
    if (response.statusCode() / 100 == 2 && !body.isMissingNode()) {
      return body;
    }
    String said = body.path("message").asText(excerpt(response.body()));
    throw new MlflowException(
        kind(response.statusCode(), body.path("error_code").asText(), said),
        "MLflow answered %d to %s %s: %s"
            .formatted(response.statusCode(), request.method(), request.uri().getPath(), said));
  }

  /** A missing alias is a bad request in MLflow. */
  private static Kind kind(int status, String code, String said) {
    if (code.equals("RESOURCE_DOES_NOT_EXIST") || said.endsWith("not found.")) {
      return Kind.MISSING;
    }
    boolean ours = status == 400 || status == 404 || status == 409 || status == 422;
    return ours ? Kind.REFUSED : Kind.TRANSIENT;
  }

  private static String words(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static Map<String, String> tags(JsonNode list) {
    return pairs(list, "key", "value");
  }

  private static Map<String, String> pairs(JsonNode list, String key, String value) {
    Map<String, String> pairs = new HashMap<>();
    list.forEach(item -> pairs.put(item.path(key).asText(), item.path(value).asText()));
    return pairs;
  }

  private static String excerpt(String text) {
    return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "...";
  }
}
