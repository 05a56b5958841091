package dev.turnout.orchestrator.audit;

/**
 * Inputs that are needed, but no longer there.
 *
 * @param topic name of the input topic
 * @param partition a number from 0
 * @param from offset of the first that is missing
 * @param to offset behind the last that is missing
 */
public record Expired(String topic, int partition, long from, long to) {

  @Override
  public String toString() {
    return "evidence expired from offset %d to %d of %s-%d"
        .formatted(from, to - 1, topic, partition);
  }
}
