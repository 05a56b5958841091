package dev.turnout.orchestrator.fleet;

import dev.turnout.orchestrator.routing.Expect;
import dev.turnout.orchestrator.routing.Labels;
import dev.turnout.orchestrator.routing.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a node.
 *
 * @param lost whether it has been silent for too long
 * @param epochInForce number of the table that it has in force; 0 when none
 * @param versions states of its versions; one that is missing is retired
 * @param smokeTests its results of the present attempt's smoke tests
 * @param labels what it says of itself, by key
 */
public record Node(
    NodeName name,
    boolean lost,
    long epochInForce,
    SortedMap<Version, VersionStatus> versions,
    List<SmokeTestResult> smokeTests,
    SortedMap<String, String> labels) {

  /** Key under which a selector finds a node by its name. */
  private static final String NAME = "node";

  public Node {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    smokeTests = List.copyOf(smokeTests);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    Expect.atLeast("an epoch in force", epochInForce, 0);
  }

  /** A node that has said nothing but its name. */
  public static Node joined(NodeName name) {
    return new Node(name, false, 0, new TreeMap<>(), List.of(), new TreeMap<>());
  }

  public VersionStatus statusOf(Version version) {
    return versions.getOrDefault(version, VersionStatus.ABSENT);
  }

  public boolean has(Version version, VersionState state) {
    return statusOf(version).is(state);
  }

  public Optional<SmokeTestResult> resultOf(String testId) {
    return smokeTests.stream().filter(result -> result.testId().equals(testId)).findFirst();
  }

  public Node found() {
    return new Node(name, false, epochInForce, versions, smokeTests, labels);
  }

  public Node silent() {
    return new Node(name, true, epochInForce, versions, smokeTests, labels);
  }

  public Node withEpoch(long epoch) {
    return new Node(name, lost, epoch, versions, smokeTests, labels);
  }

  public Node withLabels(Labels newLabels) {
    return new Node(name, lost, epochInForce, versions, smokeTests, newLabels.values());
  }

  /** Whether it has all labels of the selector; its name is its label {@code node}. */
  public boolean isSelectedBy(Labels selector) {
    SortedMap<String, String> all = new TreeMap<>(labels);
    all.put(NAME, name.value());
    return selector.select(all);
  }

  /** A retired version is forgotten. */
  public Node withStatus(Version version, VersionStatus status) {
    SortedMap<Version, VersionStatus> changed = new TreeMap<>(versions);
    if (status.is(VersionState.RETIRED)) {
      changed.remove(version);
    } else {
      changed.put(version, status);
    }
    return new Node(name, lost, epochInForce, changed, smokeTests, labels);
  }

  public Node withResult(SmokeTestResult result) {
    List<SmokeTestResult> results = new ArrayList<>(smokeTests);
    results.removeIf(old -> old.testId().equals(result.testId()));
    results.add(result);
    return new Node(name, lost, epochInForce, versions, results, labels);
  }

  /** Without the results of an attempt that is over. */
  public Node withoutResults() {
    return new Node(name, lost, epochInForce, versions, List.of(), labels);
  }
}
