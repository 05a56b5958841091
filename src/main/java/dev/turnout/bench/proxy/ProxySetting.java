package dev.turnout.bench.proxy;

/**
 * How much is measured.
 *
 * @param rounds from 1
 * @param seconds of each load at full speed, from 1; a steady one takes half of it
 * @param warmUpSeconds of full speed before the first round; 0 for none
 * @param connections at full speed, from 1
 * @param perSecond requests per second of the steady load, greater than 0
 * @param bodyBytes of each request; 0 for a GET
 */
public record ProxySetting(
    int rounds, int seconds, int warmUpSeconds, int connections, int perSecond, int bodyBytes) {
  public ProxySetting {
    requireIn("rounds", rounds, 1, 1000);
    requireIn("seconds", seconds, 1, 600);
    requireIn("warm-up seconds", warmUpSeconds, 0, 600);
    requireIn("connections", connections, 1, 4000);
    requireIn("requests per second", perSecond, 10, 100_000);
    if (bodyBytes != 0) {
      requireIn("bytes of a body", bodyBytes, Requests.LEAST_BODY, 8 * 1024);
    }
  }

  double steadySeconds() {
    return seconds / 2.0;
  }

  private static void requireIn(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "Expected %s from %d to %d, but got %d".formatted(what, least, most, value));
    }
  }
}
