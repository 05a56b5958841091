package dev.turnout.control.http;

import dev.turnout.output.Failure;
import java.time.Duration;

/** Puts up with a server that is away for a while; another may come in its place. */
final class Patience {
  static final Duration LONGEST = Duration.ofMinutes(2);

  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

  private boolean away;
  private long since;

  /**
   * Does something; whether that went well.
   *
   * @throws Failure that does not pass, or has not passed for too long
   */
  boolean attempt(Runnable work) {
    try {
      work.run();
      away = false;
      return true;
    } catch (Failure e) {
      bear(e);
      return false;
    }
  }

  private void bear(Failure trouble) {
    long now = System.nanoTime();
    if (!away) {
      away = true;
      since = now;
    }
    if (!ApiFailures.mayPass(trouble) || now - since > LONGEST.toNanos()) {
      throw trouble;
    }
    ApiCaller.sleep(AGAIN_AFTER);
  }
}
