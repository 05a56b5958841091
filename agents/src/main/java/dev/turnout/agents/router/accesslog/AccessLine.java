package dev.turnout.agents.router.accesslog;

import dev.turnout.agents.report.Ending;
import dev.turnout.agents.report.RequestOutcome;
import java.util.Optional;

/**
 * One request as a data plane tells it, in the words of the configurations that the agent writes:
 *
 * <pre>{@code
 * turnout/1 fraud v2 200 1234 haproxy:--
 * turnout/1 fraud v2 200 0.001 nginx:OK:0.001
 * }</pre>
 *
 * <p>Model, version, status, how long it took (microseconds of HAProxy, seconds of NGINX), and how
 * it ended in the plane's own words.
 *
 * @param version the version that was chosen; {@code -} if none was
 */
record AccessLine(String model, String version, RequestOutcome outcome) {
  private static final String BEGINNING = "turnout/1 ";
  private static final int FIELDS = 6;
  private static final long LONGEST_NANOS = 86_400_000_000_000L;

  /** Empty if the line is none, whatever it is. */
  static Optional<AccessLine> parse(String line) {
    int start = line.indexOf(BEGINNING);
    if (start < 0) {
      return Optional.empty();
    }
    String[] fields = line.substring(start).strip().split(" ", FIELDS);
    if (fields.length < FIELDS) {
      return Optional.empty();
    }
    try {
      int status = Integer.parseInt(fields[3]);
      String[] end = fields[5].split(":", -1);
      boolean haproxy = end[0].equals("haproxy");
      long nanos = haproxy ? Long.parseLong(fields[4]) * 1_000 : nanosOfSeconds(fields[4]);
      Ending ending =
          haproxy ? endingOfHaproxy(end[1], status) : endingOfNginx(end[1], end[2], status);
      if (status < 0 || status > 999 || nanos < 0 || nanos > LONGEST_NANOS) {
        return Optional.empty();
      }
      return Optional.of(
          new AccessLine(fields[1], fields[2], new RequestOutcome(ending, status, nanos)));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** NGINX counts whole milliseconds, rounded down: half of one is what it leaves out. */
  private static long nanosOfSeconds(String seconds) {
    return Math.round(Double.parseDouble(seconds) * 1e9) + 500_000;
  }

  /** The first letter says who ended it, the second when. */
  private static Ending endingOfHaproxy(String state, int status) {
    char who = state.charAt(0);
    boolean connecting = state.charAt(1) == 'C';
    return switch (who) {
      case '-' -> Ending.COMPLETE;
      case 'C', 'c' -> Ending.CLIENT_LEFT;
      case 's' -> connecting ? Ending.CONNECT_FAILED : Ending.TIMED_OUT;
      case 'S' -> connecting ? Ending.CONNECT_FAILED : Ending.BROKEN;
      default -> status >= 500 ? Ending.CONNECT_FAILED : Ending.COMPLETE;
    };
  }

  /**
   * @param completion {@code OK} if the whole answer was sent
   * @param header when the answer's head came, of each attempt; {@code -} if it did not
   */
  private static Ending endingOfNginx(String completion, String header, int status) {
    if (status == 499) {
      return Ending.CLIENT_LEFT;
    }
    String last = header.substring(header.lastIndexOf(' ') + 1);
    if (!last.equals("-") && !last.isEmpty()) {
      return completion.equals("OK") ? Ending.COMPLETE : Ending.BROKEN;
    }
    if (status < 500) {
      return Ending.COMPLETE;
    }
    return status == 504 ? Ending.TIMED_OUT : Ending.CONNECT_FAILED;
  }
}
