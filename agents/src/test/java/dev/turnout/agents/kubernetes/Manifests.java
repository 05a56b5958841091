package dev.turnout.agents.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Manifests in YAML, several to a text, and what an API server says to them: what {@code kubectl
 * apply --server-side} does, strictly.
 */
public final class Manifests {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubeCluster cluster;
  private final String namespace;
  private final Map<String, Optional<Kind>> kinds = new HashMap<>();

  /** How objects of a kind are reached. */
  private record Kind(String path, String plural, boolean namespaced) {
    String pathOf(String name, String namespace) {
      String place = namespaced ? "/namespaces/" + namespace : "";
      return path + place + "/" + plural + "/" + name;
    }
  }

  /**
   * @param namespace where objects lie that do not say it; every namespace they name must exist
   */
  public Manifests(KubeCluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  /** What the server refuses of these, in words; nothing is stored. */
  public List<String> dryRun(String yaml) {
    return send(yaml, "&dryRun=All");
  }

  /** Makes these, or makes what is there like these. */
  public void apply(String yaml) {
    assertThat(send(yaml, "")).isEmpty();
  }

  private List<String> send(String yaml, String query) {
    List<String> refusals = new ArrayList<>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      if (document != null) {
        send(JSON.valueToTree(document), query).ifPresent(refusals::add);
      }
    }
    return refusals;
  }

  private Optional<String> send(JsonNode object, String query) {
    String apiVersion = object.path("apiVersion").asText();
    String kind = object.path("kind").asText();
    String name = object.at("/metadata/name").asText();
    Optional<Kind> known = kind(apiVersion, kind);
    if (known.isEmpty()) {
      return Optional.of("%s %s: the server knows no %s".formatted(kind, name, apiVersion));
    }
    String place = object.at("/metadata/namespace").asText();
    String path = known.get().pathOf(name, place.isEmpty() ? namespace : place);
    KubeCluster.Answer answer =
        cluster.send(
            "PATCH",
            path + "?fieldManager=test&force=true&fieldValidation=Strict" + query,
            "application/apply-patch+yaml",
            object.toString());
    return answer.isOk()
        ? Optional.empty()
        : Optional.of("%s %s: %s".formatted(kind, name, answer.message()));
  }

  private Optional<Kind> kind(String apiVersion, String kind) {
    return kinds.computeIfAbsent(apiVersion + " " + kind, key -> discover(apiVersion, kind));
  }

  private Optional<Kind> discover(String apiVersion, String kind) {
    String path = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    for (JsonNode resource : cluster.send("GET", path, "", "").body().path("resources")) {
      String plural = resource.path("name").asText();
      if (resource.path("kind").asText().equals(kind) && !plural.contains("/")) {
        return Optional.of(new Kind(path, plural, resource.path("namespaced").asBoolean()));
      }
    }
    return Optional.empty();
  }
}
