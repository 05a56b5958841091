package dev.turnout.bench.replay;

import dev.turnout.schemas.Topics;
import java.util.ArrayList;
import java.util.List;

/**
 * How much is recorded.
 *
 * @param partitions of each topic, from 1
 * @param models in each partition, from 1
 * @param nodes of each model, from 1; each sends a heartbeat and a metric report every second
 * @param reports metric reports in all, about
 */
public record ReplayScale(int partitions, int models, int nodes, int reports) {

  public ReplayScale {
    if (partitions < 1 || models < 1 || nodes < 1 || reports < 1) {
      throw new IllegalArgumentException(
          "Expected 1 or more of everything, but got %d partitions, %d models, %d nodes, %d reports"
              .formatted(partitions, models, nodes, reports));
    }
  }

  /** Four partitions with two models of four nodes each. */
  public static ReplayScale of(int reports) {
    return new ReplayScale(4, 2, 4, reports);
  }

  /** How long the recorded time is. */
  int seconds() {
    return Math.max(1, reports / (partitions * models * nodes));
  }

  /** Names of models that lie in the partition. */
  List<String> modelsOf(int partition) {
    List<String> names = new ArrayList<>();
    for (int i = 0; names.size() < models; i++) {
      String name = "model-" + i;
      if (Topics.partitionOf(name, partitions) == partition) {
        names.add(name);
      }
    }
    return names;
  }
}
