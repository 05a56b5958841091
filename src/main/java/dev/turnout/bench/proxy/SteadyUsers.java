package dev.turnout.bench.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * Users who ask at a steady rate, whether answers come or not: a request that has to wait for a
 * late answer on its connection counts from when it should have been sent.
 */
final class SteadyUsers {
  private static final int CONNECTIONS = 8;

  private final double perSecond;
  private final List<byte[]> requests = new ArrayList<>();

  /**
   * @param perSecond requests over all connections, greater than 0
   */
  SteadyUsers(Requests kind, double perSecond) {
    this.perSecond = perSecond;
    for (int user = 1; user <= Requests.USERS; user++) {
      requests.add(kind.text(user).getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** Asks for so long. */
  Load run(int port, double seconds) throws InterruptedException {
    int each = (int) Math.max(1, perSecond * seconds / CONNECTIONS);
    long period = (long) (CONNECTIONS * 1e9 / perSecond);
    long start = System.nanoTime();
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      lanes.add(new Lane(port, i, start + i * period / CONNECTIONS, period, each));
    }
    lanes.forEach(Thread::start);
    for (Lane lane : lanes) {
      lane.join();
    }
    long[] nanos = lanes.stream().flatMapToLong(Lane::answered).sorted().toArray();
    return new Load(
        nanos.length,
        lanes.stream().mapToLong(lane -> lane.failed).sum(),
        (System.nanoTime() - start) / 1e9,
        quantile(nanos, 0.5) / 1e3,
        quantile(nanos, 0.99) / 1e3);
  }

  private static double quantile(long[] ascending, double share) {
    int rank = (int) Math.ceil(share * ascending.length);
    return ascending.length == 0 ? Double.NaN : ascending[Math.max(0, rank - 1)];
  }

  /** One connection with its own thread and timetable. */
  private final class Lane extends Thread {
    private final int port;
    private final int number;
    private final long first;
    private final long period;
    private final long[] nanos;
    private int count;
    private long failed;

    Lane(int port, int number, long first, long period, int requests) {
      super("turnout-bench-users");
      setDaemon(true);
      this.port = port;
      this.number = number;
      this.first = first;
      this.period = period;
      this.nanos = new long[requests];
    }

    LongStream answered() {
      return Arrays.stream(nanos, 0, count);
    }

    @Override
    public void run() {
      int asked = 0;
      while (asked < nanos.length) {
        try (KeptConnection connection = new KeptConnection(port)) {
          while (asked < nanos.length) {
            askAtItsTime(connection, asked++);
          }
        } catch (IOException e) {
          failed++;
          asked++;
        }
      }
    }

    private void askAtItsTime(KeptConnection connection, int index) throws IOException {
      long due = first + index * period;
      long from = due;
      if (System.nanoTime() < due) {
        sleepUntil(due);
        // That the sleeper woke up late is not the server's doing.
        from = System.nanoTime();
      }
      int user = (number + index * CONNECTIONS) % requests.size();
      if (connection.ask(requests.get(user)) == 200) {
        nanos[count++] = System.nanoTime() - from;
      } else {
        failed++;
      }
    }

    private static void sleepUntil(long nanoTime) {
      long left = nanoTime - System.nanoTime();
      while (left > 0) {
        LockSupport.parkNanos(left);
        left = nanoTime - System.nanoTime();
      }
    }
  }
}
