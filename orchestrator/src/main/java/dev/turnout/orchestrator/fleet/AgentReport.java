package dev.turnout.orchestrator.fleet;

import dev.turnout.orchestrator.routing.Expect;
import dev.turnout.orchestrator.routing.Labels;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.Version;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one node has in force. Sent on every change and as heartbeat.
 *
 * @param bootId changes with every start of the agent
 * @param sequence number of the report within the boot, from 1; a number seen before changes
 *     nothing
 * @param epochInForce epoch of the table that the data plane really uses; 0 when none
 * @param leaving whether the agent stops on purpose and must not be waited for
 * @param refusal why a newer table could not be put in force; empty when none was refused
 * @param versions versions that this node knows; one that is missing is retired
 * @param smokeTests results of the ordered smoke tests
 * @param labels what the node says of itself
 */
public record AgentReport(
    ModelName model,
    NodeName node,
    String bootId,
    long sequence,
    long epochInForce,
    boolean leaving,
    Optional<String> refusal,
    SortedMap<Version, VersionStatus> versions,
    List<SmokeTestResult> smokeTests,
    Labels labels) {

  public AgentReport {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    smokeTests = List.copyOf(smokeTests);
    Expect.present("a boot id", bootId);
    Expect.atLeast("a sequence", sequence, 1);
    Expect.atLeast("an epoch in force", epochInForce, 0);
  }
}
