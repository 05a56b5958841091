package dev.turnout.schemas;

/**
 * One thing about a topic that is not as Turnout needs it.
 *
 * @param topic its name
 * @param aspect what differs: {@code partitions} or the name of a topic configuration
 * @param expected the value Turnout needs
 * @param actual the value the cluster has
 * @param cure what a person does about it
 */
public record TopicDifference(
    String topic, String aspect, String expected, String actual, String cure) {

  /** One sentence for people. */
  public String message() {
    return "Topic '%s', %s: expected %s, but got %s; %s"
        .formatted(topic, aspect, expected, actual, cure);
  }
}
