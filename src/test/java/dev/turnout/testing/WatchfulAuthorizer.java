package dev.turnout.testing;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/**
 * Kafka's own authorizer, which also remembers what it was asked. What the broker asks only to find
 * out whether another right is enough, and what is not worth a line in its log, is left out.
 */
public final class WatchfulAuthorizer extends StandardAuthorizer {
  private static final Set<Asked> ASKED = ConcurrentHashMap.newKeySet();

  /** Somebody wanted to do something with something. */
  public record Asked(
      String user, String operation, String resource, String name, boolean allowed) {
    @Override
    public String toString() {
      return "%s: %s %s %s".formatted(user, operation, resource, name);
    }
  }

  /** What one user wanted, and whether it was allowed. */
  public static List<Asked> by(String user) {
    return ASKED.stream().filter(asked -> asked.user().equals(user)).toList();
  }

  @Override
  public List<AuthorizationResult> authorize(
      AuthorizableRequestContext context, List<Action> actions) {
    List<AuthorizationResult> results = super.authorize(context, actions);
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      boolean allowed = results.get(i) == AuthorizationResult.ALLOWED;
      if (allowed || action.logIfDenied()) {
        ASKED.add(
            new Asked(
                context.principal().getName(),
                action.operation().name(),
                action.resourcePattern().resourceType().name(),
                action.resourcePattern().name(),
                allowed));
      }
    }
    return results;
  }
}
