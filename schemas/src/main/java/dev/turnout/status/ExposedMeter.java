package dev.turnout.status;

import java.util.List;

/** A metric that a program exposes. Each module lists its own in one enum. */
public interface ExposedMeter {
  /**
   * How a metric is described.
   *
   * @param name with dots, such as {@code turnout.agent.requests}
   * @param description one sentence with the unit, without its full stop
   * @param tags their names, in order
   */
  record Text(String name, String description, List<String> tags) {
    public Text {
      tags = List.copyOf(tags);
    }
  }

  Text text();

  /** The name; Prometheus writes its dots as underscores and adds {@code _total} to counters. */
  default String meterName() {
    return text().name();
  }

  default String description() {
    return text().description();
  }

  /** Names of its tags, in order. */
  default List<String> tags() {
    return text().tags();
  }
}
