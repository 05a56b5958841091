package dev.turnout.agents.router;

import dev.turnout.agents.routing.RouteSnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the node's data plane look like a routing table. Called by one thread at a time; whoever
 * made it closes it.
 */
public interface Router extends AutoCloseable {
  /**
   * Puts a table in force for new requests; those in flight end as they began. May block for as
   * long as the data plane needs, and returns only when the table is in force. May be repeated:
   *
   * <ul>
   *   <li>an older epoch than the one in force is ignored, endpoints included;
   *   <li>the same epoch takes the endpoints, and puts right a table that somebody else changed;
   *   <li>the same table with the same endpoints writes nothing.
   * </ul>
   *
   * @param snapshot the complete table of one model
   * @param endpoints where each version listens on this node; a version without one is not served
   * @throws RouterException if the data plane did not take it; the table before stays in force
   */
  void apply(RouteSnapshot snapshot, Map<String, Endpoint> endpoints);

  /**
   * The table that is really in force for a model, read back from the data plane rather than
   * remembered; empty if there is none.
   *
   * @throws RouterException if the data plane cannot be read
   */
  Optional<RouteSnapshot> inForce(String model);

  /** What this data plane can do; the same for as long as the router is open. */
  Set<Capability> capabilities();

  /** Frees what the router holds. May be repeated. */
  @Override
  void close();
}
