package dev.turnout.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Sends one JSON request to the first registry that answers; tries again, within limits, when none
 * does.
 */
final class RegistryHttp {

  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistryConfig config;
  private final HttpClient http;
  private volatile int preferred;

  RegistryHttp(RegistryConfig config) {
    this.config = config;
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.connectTimeout());
    config.tls().ifPresent(client::sslContext);
    this.http = client.build();
  }

  JsonNode get(String path) {
    return send("GET", path, Optional.empty());
  }

  JsonNode post(String path, JsonNode body) {
    return send("POST", path, Optional.of(body));
  }

  JsonNode put(String path, JsonNode body) {
    return send("PUT", path, Optional.of(body));
  }

  private JsonNode send(String method, String path, Optional<JsonNode> body) {
    long waitMs = config.retryWait().toMillis();
    for (int attempt = 0; ; attempt++) {
      try {
        return tryOnce(method, path, body);
      } catch (RegistryException e) {
        if (!e.isRetriable() || attempt >= config.maxRetries()) {
          throw e;
        }
        preferred = (preferred + 1) % config.urls().size();
        pause(waitMs);
        waitMs = Math.min(waitMs * 2, config.retryMaxWait().toMillis());
      }
    }
  }

  private JsonNode tryOnce(String method, String path, Optional<JsonNode> body) {
    URI uri = URI.create(config.urls().get(preferred) + path);
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(config.readTimeout())
            .header("Accept", CONTENT_TYPE + ", application/json")
            .method(
                method,
                body.map(b -> BodyPublishers.ofString(b.toString(), UTF_8))
                    .orElse(BodyPublishers.noBody()));
    body.ifPresent(b -> request.header("Content-Type", CONTENT_TYPE));
    config.authorization().ifPresent(value -> request.header("Authorization", value));
    try {
      return answer(method, uri, http.send(request.build(), BodyHandlers.ofString(UTF_8)));
    } catch (IOException e) {
      throw new RegistryException(
          "No answer from the schema registry to %s %s: %s".formatted(method, uri, reason(e)), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static JsonNode answer(String method, URI uri, HttpResponse<String> response) {
    int status = response.statusCode();
    JsonNode body;
    try {
      body = JSON.readTree(response.body());
    } catch (JacksonException e) {
      body = JSON.nullNode();
    }
    if (status / 100 != 2) {
      String message = body.path("message").asText("no message") + cure(status);
      throw new RegistryException(
          "The schema registry answered %d to %s %s: %s".formatted(status, method, uri, message),
          status,
          body.path("error_code").asInt(status));
    }
    if (!body.isContainerNode()) {
      throw new RegistryException(
          "Expected JSON from the schema registry for %s %s; is '%s' right?"
              .formatted(method, uri, RegistryConfig.URL),
          status,
          status);
    }
    return body;
  }

  private static String cure(int status) {
    return switch (status) {
      case 401 -> " (see 'basic.auth.user.info')";
      case 403 -> " (its user may not do that)";
      default -> "";
    };
  }

  private static String reason(IOException e) {
    if (e instanceof SSLException) {
      return "%s (is its certificate signed by an authority in 'schema.registry.ssl.truststore.*' or 'ssl.truststore.*', and for this name?)"
          .formatted(Refusal.bottom(e));
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
