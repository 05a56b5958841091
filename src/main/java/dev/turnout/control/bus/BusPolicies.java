package dev.turnout.control.bus;

import dev.turnout.bus.Connection;
import dev.turnout.bus.Offices;
import dev.turnout.bus.Rollouts;
import dev.turnout.control.Asker;
import dev.turnout.control.Policies;
import dev.turnout.control.PolicyPartitions;
import dev.turnout.orchestrator.policy.Policy;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Reads what lies under the reserved names, and writes a command for each of them. */
final class BusPolicies implements Policies {
  private final Connection connection;

  BusPolicies(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Optional<InForce> inForce() {
    try (Rollouts rollouts = Rollouts.read(connection)) {
      return PolicyPartitions.inForce(rollouts.offices(), rollouts.partitions());
    }
  }

  @Override
  public Outcome set(Policy policy, Asker asker, Optional<String> commandId, Duration limit) {
    String id = commandId.orElseGet(() -> UUID.randomUUID().toString());
    return PolicyPartitions.outcome(
        Offices.send(
                connection,
                name ->
                    PolicyPartitions.command(
                        id, name, policy, asker.actor(), asker.reason().orElse(null)),
                limit)
            .values());
  }
}
