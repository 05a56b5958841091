package dev.turnout.agents.router.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.turnout.agents.kubernetes.JsonPatch;
import dev.turnout.agents.router.AppliedRoutes;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.routing.AnswerRule;
import dev.turnout.agents.routing.MirrorRoute;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table that an object was told last, in annotations of the object itself. */
final class RouteRecord {
  static final String MODEL = "turnout.dev/model";
  static final String EPOCH = "turnout.dev/epoch";
  static final String ROUTES = "turnout.dev/routes";

  private static final Logger log = LoggerFactory.getLogger(RouteRecord.class);
  private static final String ANNOTATIONS = "/metadata/annotations";
  private static final ObjectMapper JSON = new ObjectMapper();

  private RouteRecord() {}

  /**
   * What the object was told; empty if nothing, or if somebody made it unreadable.
   *
   * @throws RouterException if it was told about another model
   */
  static Optional<AppliedRoutes> read(JsonNode object, String model) {
    JsonNode annotations = object.at(ANNOTATIONS);
    String told = annotations.path(MODEL).asText(model);
    if (!told.equals(model)) {
      throw new RouterException(
          "Expected %s '%s' to route model '%s', but it routes '%s': give each model its own"
              .formatted(
                  object.path("kind").asText(), object.at("/metadata/name").asText(), model, told));
    }
    if (!annotations.has(EPOCH)) {
      return Optional.empty();
    }
    try {
      long epoch = Long.parseLong(annotations.path(EPOCH).asText());
      return Optional.of(routes(model, epoch, JSON.readTree(annotations.path(ROUTES).asText())));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      log.warn("annotations unreadable model={} reason={}", model, e.getMessage());
      return Optional.empty();
    }
  }

  /** Adds to a patch what records this; nothing if the object says so already. */
  static void write(JsonNode object, AppliedRoutes routes, JsonPatch patch) {
    JsonNode now = object.at(ANNOTATIONS);
    Map<String, String> wanted =
        Map.of(
            MODEL, routes.snapshot().model(),
            EPOCH, Long.toString(routes.snapshot().epoch()),
            ROUTES, json(routes).toString());
    if (wanted.entrySet().stream()
        .allMatch(entry -> now.path(entry.getKey()).asText().equals(entry.getValue()))) {
      return;
    }
    if (now.isMissingNode()) {
      patch.test(ANNOTATIONS, NullNode.getInstance());
      patch.set(ANNOTATIONS, JsonNodeFactory.instance.objectNode());
    }
    new TreeMap<>(wanted).forEach((key, value) -> patch.set(pointer(key), new TextNode(value)));
  }

  /** Adds to a patch that the object must have been told the same as when it was read. */
  static void testEpoch(JsonNode object, JsonPatch patch) {
    JsonNode now = object.at(ANNOTATIONS);
    if (!now.isMissingNode()) {
      JsonNode epoch = now.path(EPOCH);
      patch.test(pointer(EPOCH), epoch.isMissingNode() ? NullNode.getInstance() : epoch);
    }
  }

  private static String pointer(String annotation) {
    return ANNOTATIONS + "/" + JsonPatch.escape(annotation);
  }

  private static ObjectNode json(AppliedRoutes routes) {
    RouteSnapshot snapshot = routes.snapshot();
    ObjectNode json = JSON.createObjectNode();
    var versions = json.putArray("routes");
    for (VersionRoute route : snapshot.routes()) {
      ObjectNode version = versions.addObject();
      version.put("version", route.version()).put("weight", route.weight());
      Optional.ofNullable(routes.endpoints().get(route.version()))
          .ifPresent(endpoint -> version.put("endpoint", endpoint.toString()));
    }
    var mirrors = json.putArray("mirrors");
    snapshot.mirrors().forEach(mirror -> write(mirror, mirrors.addObject()));
    json.put("salt", snapshot.salt());
    json.putObject("stickiness")
        .put("source", snapshot.stickiness().source().name())
        .put("name", snapshot.stickiness().name());
    return json;
  }

  private static AppliedRoutes routes(String model, long epoch, JsonNode json) {
    List<VersionRoute> routes = new ArrayList<>();
    Map<String, Endpoint> endpoints = new TreeMap<>();
    for (JsonNode route : json.path("routes")) {
      String version = route.path("version").asText();
      routes.add(new VersionRoute(version, route.path("weight").asDouble()));
      if (route.has("endpoint")) {
        endpoints.put(version, Endpoint.parse(route.path("endpoint").asText()));
      }
    }
    List<MirrorRoute> mirrors = new ArrayList<>();
    for (JsonNode mirror : json.path("mirrors")) {
      mirrors.add(mirror(mirror));
    }
    Stickiness stickiness =
        new Stickiness(
            Stickiness.Source.valueOf(json.at("/stickiness/source").asText()),
            json.at("/stickiness/name").asText());
    return new AppliedRoutes(
        new RouteSnapshot(model, epoch, json.path("salt").asText(), stickiness, routes, mirrors),
        endpoints);
  }

  private static void write(MirrorRoute mirror, ObjectNode json) {
    json.put("version", mirror.version()).put("fraction", mirror.fraction());
    var compare = json.putArray("compare");
    for (AnswerRule rule : mirror.compare()) {
      compare
          .addObject()
          .put("pointer", rule.pointer())
          .put("tolerance", rule.tolerance())
          .put("top1", rule.top1());
    }
  }

  private static MirrorRoute mirror(JsonNode json) {
    List<AnswerRule> compare = new ArrayList<>();
    for (JsonNode rule : json.path("compare")) {
      compare.add(
          new AnswerRule(
              rule.path("pointer").asText(),
              rule.path("tolerance").asDouble(),
              rule.path("top1").asBoolean()));
    }
    return new MirrorRoute(
        json.path("version").asText(), json.path("fraction").asDouble(), compare);
  }
}
