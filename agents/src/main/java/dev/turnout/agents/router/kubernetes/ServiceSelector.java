package dev.turnout.agents.router.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.turnout.agents.kubernetes.JsonPatch;
import dev.turnout.agents.kubernetes.KubeResource;
import dev.turnout.agents.router.AppliedRoutes;
import dev.turnout.agents.router.Capability;
import dev.turnout.agents.router.DataPlane;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.VersionRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Service that sends everything to the pods of one version, by one label of its selector.
 *
 * @param resource the Service
 * @param label the label that says the version, such as {@code turnout.dev/version}
 */
public record ServiceSelector(KubeResource resource, String label) implements RoutedObject {
  /** The label's value when nobody is to be served: no pod has it. */
  static final String NOBODY = "turnout-nobody";

  private static final String SELECTOR = "/spec/selector";
  private static final Pattern VALUE =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

  @Override
  public Set<Capability> capabilities() {
    return DataPlane.KUBERNETES_SERVICE.capabilities();
  }

  @Override
  public String pointer() {
    return SELECTOR;
  }

  @Override
  public void change(
      JsonNode object, Optional<AppliedRoutes> before, AppliedRoutes wanted, JsonPatch patch) {
    JsonNode selector = object.at(SELECTOR);
    if (!selector.isObject() || selector.isEmpty()) {
      throw new RouterException(
          "Expected %s to have a selector, such as app: fraud, but it has none"
              .formatted(resource));
    }
    String version = selected(wanted);
    if (!selector.path(label).asText().equals(version)) {
      patch.set(SELECTOR + "/" + JsonPatch.escape(label), new TextNode(version));
    }
  }

  @Override
  public RouteSnapshot real(JsonNode object, AppliedRoutes told) {
    // Without the label the pods of every version are selected.
    String selected = object.at(SELECTOR).path(label).asText("*");
    return selected.equals(selected(told))
        ? told.snapshot()
        : Shares.with(told.snapshot(), allFor(selected, told.snapshot()));
  }

  /** The version that gets everything. */
  private String selected(AppliedRoutes routes) {
    for (VersionRoute route : routes.snapshot().routes()) {
      if (route.weight() > 0 && route.weight() < 1) {
        throw new RouterException(
            "Expected weights of 0 or 1 for the selector of a Service, but version '%s' is to get %s: use the router gatewayApi, or a blue-green rollout without a share"
                .formatted(route.version(), route.weight()));
      }
    }
    return routes.snapshot().routes().stream()
        .filter(route -> route.weight() == 1 && routes.endpoints().containsKey(route.version()))
        .map(route -> requireLabelValue(route.version()))
        .findFirst()
        .orElse(NOBODY);
  }

  private static String requireLabelValue(String version) {
    if (!VALUE.matcher(version).matches()) {
      throw new RouterException(
          "Expected a version that can be the value of a label (at most 63 letters, digits, '-', '_' and '.'), but got '%s'"
              .formatted(version));
    }
    return version;
  }

  private static List<VersionRoute> allFor(String version, RouteSnapshot told) {
    List<VersionRoute> routes = new ArrayList<>();
    told.routes()
        .forEach(
            route ->
                routes.add(
                    new VersionRoute(route.version(), route.version().equals(version) ? 1 : 0)));
    boolean known = told.routes().stream().anyMatch(route -> route.version().equals(version));
    if (!known && !version.equals(NOBODY)) {
      routes.add(new VersionRoute(version, 1));
    }
    return routes;
  }
}
