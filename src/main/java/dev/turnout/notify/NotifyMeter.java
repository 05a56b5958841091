package dev.turnout.notify;

import dev.turnout.status.ExposedMeter;
import java.util.List;

/** Every metric of the notifier. */
public enum NotifyMeter implements ExposedMeter {
  SENT(
      "turnout.notify.sent",
      "Tries to bring a notice, a count; the result is arrived, failed or given-up, and failed ones"
          + " are tried again",
      "receiver",
      "result"),
  WAITING("turnout.notify.waiting", "Notices that wait for a receiver, a count", "receiver"),
  UP("turnout.notify.up", "Whether the journal is read now: 1 or 0");

  private final Text text;

  NotifyMeter(String name, String description, String... tags) {
    text = new Text(name, description, List.of(tags));
  }

  @Override
  public Text text() {
    return text;
  }
}
