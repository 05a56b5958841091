package dev.turnout.agents.router.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnout.agents.kubernetes.JsonPatch;
import dev.turnout.agents.kubernetes.KubeResource;
import dev.turnout.agents.router.AppliedRoutes;
import dev.turnout.agents.router.Capability;
import dev.turnout.agents.router.DataPlane;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.VersionRoute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An HTTPRoute of the Gateway API whose rules have one backend per version: its Service, which the
 * version's endpoint names. A rule belongs to the model if one of its backends does; then they all
 * must. Other rules, and whatever else is in a rule, stay as they are.
 *
 * @param resource the HTTPRoute
 */
public record HttpRouteWeights(KubeResource resource) implements RoutedObject {
  private static final String RULES = "/spec/rules";

  @Override
  public Set<Capability> capabilities() {
    // How fast and without what loss weights change is the gateway's affair.
    return DataPlane.GATEWAY_API.capabilities();
  }

  @Override
  public String pointer() {
    return RULES;
  }

  @Override
  public void change(
      JsonNode object, Optional<AppliedRoutes> before, AppliedRoutes wanted, JsonPatch patch) {
    Map<String, Backend> backends = backends(wanted);
    requireShares(wanted);
    Set<String> ours = new TreeSet<>(backends.keySet());
    before.ifPresent(told -> ours.addAll(backends(told).keySet()));
    List<Integer> rules = rulesOf(object, ours);
    if (rules.isEmpty()) {
      throw new RouterException(
          "Expected a rule of %s with one of the Services %s among its backendRefs, but there is none"
              .formatted(resource, ours));
    }
    for (int rule : rules) {
      JsonNode now = object.at(RULES).path(rule).path("backendRefs");
      if (before.isEmpty()) {
        requireNoOther(rule, now, ours);
      }
      JsonNode next = weighted(now, backends);
      if (!next.equals(now)) {
        patch.set("%s/%d/backendRefs".formatted(RULES, rule), next);
      }
    }
  }

  @Override
  public RouteSnapshot real(JsonNode object, AppliedRoutes told) {
    Map<String, Backend> backends = backends(told);
    Map<String, Long> wanted = new TreeMap<>();
    backends.forEach((service, backend) -> wanted.put(service, (long) backend.weight()));
    List<Integer> rules = rulesOf(object, backends.keySet());
    for (int rule : rules) {
      Map<String, Long> weights = weights(object.at(RULES).path(rule).path("backendRefs"));
      if (!weights.equals(wanted)) {
        return Shares.with(told.snapshot(), Shares.fractions(byVersion(weights, told)));
      }
    }
    return rules.isEmpty()
        ? Shares.with(told.snapshot(), Shares.fractions(byVersion(Map.of(), told)))
        : told.snapshot();
  }

  /** A version's Service, and what it is to get. */
  private record Backend(int port, int weight) {}

  private Map<String, Backend> backends(AppliedRoutes routes) {
    Map<String, Backend> backends = new LinkedHashMap<>();
    for (VersionRoute route : routes.snapshot().routes()) {
      Endpoint endpoint = routes.endpoints().get(route.version());
      if (endpoint != null) {
        backends.put(service(endpoint), new Backend(endpoint.port(), Shares.weight(route)));
      }
    }
    return backends;
  }

  /** The Service that an endpoint names: {@code http://fraud-v2.ml.svc:8080} is fraud-v2. */
  private String service(Endpoint endpoint) {
    String[] host = endpoint.host().split("\\.", -1);
    boolean elsewhere = host.length > 1 && !host[1].equals(resource.namespace());
    if (elsewhere || Character.isDigit(host[0].charAt(0))) {
      throw new RouterException(
          "Expected the endpoint of a version to be a Service of namespace %s, such as http://fraud-v2.%s.svc:8080, but got %s"
              .formatted(resource.namespace(), resource.namespace(), endpoint));
    }
    return host[0];
  }

  /** If one version's share cannot be sent anywhere, the others must not get it. */
  private static void requireShares(AppliedRoutes routes) {
    for (VersionRoute route : routes.snapshot().routes()) {
      boolean partOf = route.weight() > 0 && route.weight() < 1;
      if (partOf && !routes.endpoints().containsKey(route.version())) {
        throw new RouterException(
            "Expected the endpoint of version '%s', which is to get %s, but it has none"
                .formatted(route.version(), route.weight()));
      }
    }
  }

  private List<Integer> rulesOf(JsonNode object, Set<String> services) {
    List<Integer> rules = new ArrayList<>();
    JsonNode all = object.at(RULES);
    for (int rule = 0; rule < all.size(); rule++) {
      for (JsonNode backend : all.path(rule).path("backendRefs")) {
        if (services.contains(name(backend)) && !rules.contains(rule)) {
          rules.add(rule);
        }
      }
    }
    return rules;
  }

  private void requireNoOther(int rule, JsonNode backends, Set<String> ours) {
    for (JsonNode backend : backends) {
      if (!ours.contains(name(backend))) {
        throw new RouterException(
            "Expected only the Services %s among the backendRefs of rule %d of %s, but got '%s': the shares would be wrong"
                .formatted(ours, rule, resource, name(backend)));
      }
    }
  }

  /** What is there with the right weights, then what is missing; others are left out. */
  private ArrayNode weighted(JsonNode now, Map<String, Backend> backends) {
    ArrayNode next = JsonNodeFactory.instance.arrayNode();
    Set<String> done = new HashSet<>();
    for (JsonNode reference : now) {
      Backend backend = backends.get(name(reference));
      if (backend != null && done.add(name(reference))) {
        ObjectNode copy = next.addObject().setAll((ObjectNode) reference);
        copy.put("port", backend.port()).put("weight", backend.weight());
      }
    }
    backends.forEach(
        (service, backend) -> {
          if (done.add(service)) {
            ObjectNode added = next.addObject();
            added.put("group", "").put("kind", "Service").put("name", service);
            added.put("port", backend.port()).put("weight", backend.weight());
          }
        });
    return next;
  }

  private Map<String, Long> weights(JsonNode backends) {
    Map<String, Long> weights = new TreeMap<>();
    backends.forEach(
        backend -> weights.merge(name(backend), backend.path("weight").asLong(1), Long::sum));
    return weights;
  }

  /** The weights of the versions, in the table's order, then those of others' Services. */
  private Map<String, Long> byVersion(Map<String, Long> weights, AppliedRoutes told) {
    Map<String, Long> versions = new LinkedHashMap<>();
    Map<String, Long> others = new TreeMap<>(weights);
    for (VersionRoute route : told.snapshot().routes()) {
      Endpoint endpoint = told.endpoints().get(route.version());
      Long weight = endpoint == null ? null : others.remove(service(endpoint));
      versions.put(route.version(), weight == null ? 0 : weight);
    }
    others.forEach((service, weight) -> versions.put("service " + service, weight));
    return versions;
  }

  /** The Service that a backend is; another name for what is none, or lies elsewhere. */
  private String name(JsonNode backend) {
    String name = backend.path("name").asText();
    String kind = backend.path("kind").asText("Service");
    String namespace = backend.path("namespace").asText(resource.namespace());
    return kind.equals("Service") && namespace.equals(resource.namespace())
        ? name
        : kind + " " + namespace + "/" + name;
  }
}
