package dev.turnout.notify;

import java.util.List;

/** Every metric of the notifier. */
public enum NotifyMeter {
  SENT(
      "turnout.notify.sent",
      "Tries to bring a notice, a count; the result is arrived, failed or given-up, and failed ones"
          + " are tried again",
      "receiver",
      "result"),
  WAITING("turnout.notify.waiting", "Notices that wait for a receiver, a count", "receiver"),
  UP("turnout.notify.up", "Whether the journal is read now: 1 or 0");

  private final String meterName;
  private final String description;
  private final List<String> tags;

  NotifyMeter(String meterName, String description, String... tags) {
    this.meterName = meterName;
    this.description = description;
    this.tags = List.of(tags);
  }

  /** The name; Prometheus writes its dots as underscores and adds {@code _total} to counters. */
  public String meterName() {
    return meterName;
  }

  public String description() {
    return description;
  }

  /** Names of its tags, in order. */
  public List<String> tags() {
    return tags;
  }
}
