package dev.turnout.bench.faults.real;

import dev.turnout.schemas.Topics;
import java.util.ArrayList;
import java.util.List;

/** Names of models that lie where they are wanted. */
final class Models {
  private Models() {}

  /** One model for each of these partitions. */
  static List<String> spread(List<Integer> wanted, int partitions) {
    List<String> models = new ArrayList<>();
    int next = 1;
    for (int partition : wanted) {
      while (Topics.partitionOf("model-" + next, partitions) != partition) {
        next++;
      }
      models.add("model-" + next++);
    }
    return models;
  }
}
