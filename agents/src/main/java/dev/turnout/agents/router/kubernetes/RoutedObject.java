package dev.turnout.agents.router.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.agents.kubernetes.JsonPatch;
import dev.turnout.agents.kubernetes.KubeResource;
import dev.turnout.agents.router.AppliedRoutes;
import dev.turnout.agents.router.Capability;
import dev.turnout.agents.routing.RouteSnapshot;
import java.util.Optional;
import java.util.Set;

/** How one kind of object carries the routing of a model. */
interface RoutedObject {
  KubeResource resource();

  /** What can be promised of every cluster. */
  Set<Capability> capabilities();

  /** The part of the object that routes; a change is only written over what was read there. */
  String pointer();

  /**
   * Adds to a patch what makes the object route so; nothing if it does already.
   *
   * @param object as it was read
   * @param before what it was told last; empty if it was never told anything
   * @throws dev.turnout.agents.router.RouterException if it cannot route so
   */
  void change(
      JsonNode object, Optional<AppliedRoutes> before, AppliedRoutes wanted, JsonPatch patch);

  /**
   * What the object really does.
   *
   * @param told what it was told last
   * @return the table it was told if it routes so, else one of the same epoch with the shares that
   *     the versions really get
   */
  RouteSnapshot real(JsonNode object, AppliedRoutes told);
}
