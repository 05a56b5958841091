package dev.turnout.bench.faults.real;

import dev.turnout.bench.process.Child;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * One node: its agent, and where its users ask.
 *
 * @param name as the agent reports it
 * @param agent the process
 * @param adminPort health of the agent
 * @param dataDir the agent's disk
 * @param ports on which each model is served
 */
record Node(String name, Child agent, int adminPort, Path dataDir, Map<String, Integer> ports) {
  Node {
    ports = new TreeMap<>(ports);
  }

  URI address(String model) {
    return URI.create("http://127.0.0.1:" + ports.get(model));
  }
}
