package dev.turnout.bridge.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks Prometheus's HTTP API. Safe for all threads. */
final class PrometheusClient {
  private static final int LARGEST_ANSWER = 64 << 20;
  private static final int LONGEST_ERROR = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrometheusConfig config;
  private final HttpClient http;

  PrometheusClient(PrometheusConfig config) {
    this.config = config;
    this.http = HttpClient.newBuilder().connectTimeout(config.timeout()).build();
  }

  /**
   * The series of a range selector with their raw samples.
   *
   * @throws PrometheusException if it does not answer, or not with a matrix
   */
  JsonNode matrix(String query) {
    JsonNode answer = send(query);
    JsonNode data = answer.path("data");
    if (!answer.path("status").asText().equals("success")
        || !data.path("resultType").asText().equals("matrix")) {
      throw new PrometheusException(
          "Expected samples from Prometheus for %s, but got %s"
              .formatted(query, cut(answer.path("error").asText(answer.toString()))));
    }
    return data.path("result");
  }

  private JsonNode send(String query) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(config.url() + "/api/v1/query"))
            .timeout(config.timeout())
            .header("Content-Type", "application/x-www-form-urlencoded");
    config.headers().forEach(request::setHeader);
    String form = "query=" + URLEncoder.encode(query, UTF_8);
    try {
      HttpResponse<InputStream> response =
          http.send(
              request.POST(BodyPublishers.ofString(form)).build(), BodyHandlers.ofInputStream());
      return body(response, query);
    } catch (IOException e) {
      throw new PrometheusException("Expected an answer from Prometheus, but " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PrometheusException("Interrupted while waiting for Prometheus", e);
    }
  }

  private static JsonNode body(HttpResponse<InputStream> response, String query)
      throws IOException {
    try (InputStream stream = response.body()) {
      byte[] bytes = stream.readNBytes(LARGEST_ANSWER + 1);
      if (bytes.length > LARGEST_ANSWER) {
        throw new PrometheusException(
            "Expected at most 64 MiB from Prometheus for %s, but got more".formatted(query));
      }
      // Its own mistakes are JSON, too: 400 and 422 with the reason.
      if (response.statusCode() != 200 && response.statusCode() / 100 != 4) {
        throw new PrometheusException(
            "Expected 200 from Prometheus, but got %d".formatted(response.statusCode()));
      }
      return JSON.readTree(bytes);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new PrometheusException(
          "Expected JSON from Prometheus, but got %d with another text"
              .formatted(response.statusCode()),
          e);
    }
  }

  private static String cut(String text) {
    return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) + "…" : text;
  }
}
