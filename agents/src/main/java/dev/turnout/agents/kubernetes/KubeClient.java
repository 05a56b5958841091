package dev.turnout.agents.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Reads and patches objects of one API server. Blocks until the answer is there, at most five
 * seconds; after a request without an answer, further ones fail at once for a second, so that a
 * server that is away does not hold up everything else. Safe for all threads.
 */
public final class KubeClient {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration REST = Duration.ofSeconds(1);
  private static final int EXCERPT = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubeAccess access;
  private final HttpClient http;
  private final LongSupplier nanoTime;
  private volatile Silence silence = new Silence(0, "");

  /** Until when the server is taken to be away, and why. */
  private record Silence(long until, String why) {}

  public KubeClient(KubeAccess access) {
    this(access, System::nanoTime);
  }

  /**
   * @param nanoTime a clock such as {@code System::nanoTime}
   */
  KubeClient(KubeAccess access, LongSupplier nanoTime) {
    this.access = access;
    this.nanoTime = nanoTime;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .sslContext(access.tls())
            .build();
  }

  /** The namespace to use when none is named. */
  public String namespace() {
    return access.namespace();
  }

  /**
   * An object as it is now.
   *
   * @throws KubeFailure if there is none, it must not be read, or nobody answers
   */
  public JsonNode get(KubeResource resource) {
    return send(resource, "get", "", request(resource.path()).GET());
  }

  /**
   * The list of the objects that have these labels.
   *
   * @param selector such as {@code app=fraud}
   * @throws KubeFailure if they must not be read, or nobody answers
   */
  public JsonNode list(KubeResource resource, String selector) {
    String query = "?labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8);
    return send(resource, "list", "", request(resource.path() + query).GET());
  }

  /**
   * Changes an object if it is what the patch tests for.
   *
   * @return the object after the patch
   * @throws KubeFailure if it was not changed, or if nobody knows because no answer came
   */
  public JsonNode patch(KubeResource resource, JsonPatch patch) {
    return patch(resource, "application/json-patch+json", patch.json());
  }

  /**
   * Lays values over those of an object.
   *
   * @return the object after the patch
   * @throws KubeFailure if it was not changed, or if nobody knows because no answer came
   */
  public JsonNode merge(KubeResource resource, JsonNode values) {
    return patch(resource, "application/merge-patch+json", values);
  }

  private JsonNode patch(KubeResource resource, String type, JsonNode values) {
    BodyPublisher body = BodyPublishers.ofString(values.toString());
    String path = resource.path() + "?fieldManager=turnout";
    return send(
        resource,
        "patch",
        values.toString(),
        request(path).header("Content-Type", type).method("PATCH", body));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(access.server() + path))
            .timeout(LIMIT)
            .header("Accept", "application/json")
            .header("User-Agent", "turnout");
    access.token().get().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }

  private JsonNode send(
      KubeResource resource, String verb, String what, HttpRequest.Builder request) {
    requireNotSilent(verb, resource);
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 == 2) {
        return JSON.readTree(answer.body());
      }
      throw new Refusal(resource, verb, what, answer.statusCode(), answer.body()).failure();
    } catch (JsonProcessingException e) {
      throw new KubeFailure(
          KubeFailure.Kind.OTHER,
          "Expected JSON from %s for %s %s, but got something else: is it an API server?"
              .formatted(access.server(), verb, resource),
          e);
    } catch (IOException e) {
      silence = new Silence(nanoTime.getAsLong() + REST.toNanos(), why(e));
      throw new KubeFailure(KubeFailure.Kind.AWAY, noAnswer(verb, resource, why(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubeFailure(
          KubeFailure.Kind.AWAY, "Interrupted during %s %s".formatted(verb, resource), e);
    }
  }

  private void requireNotSilent(String verb, KubeResource resource) {
    Silence now = silence;
    if (!now.why().isEmpty() && nanoTime.getAsLong() - now.until() < 0) {
      throw new KubeFailure(
          KubeFailure.Kind.AWAY, noAnswer(verb, resource, now.why()), new IOException(now.why()));
    }
  }

  private String noAnswer(String verb, KubeResource resource, String why) {
    return "Expected %s to answer %s %s within %d s, but no answer came: %s"
        .formatted(access.server(), verb, resource, LIMIT.toSeconds(), why);
  }

  private static String why(IOException e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return why.length() > EXCERPT ? why.substring(0, EXCERPT) : why;
  }
}
