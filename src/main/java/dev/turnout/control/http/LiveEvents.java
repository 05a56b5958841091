package dev.turnout.control.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events of one model, read in a thread of its own. A connection that breaks, or says
 * nothing for long, is made again; what may have been missed meanwhile is told by a {@link #RESET}.
 */
final class LiveEvents implements AutoCloseable {
  static final String RESET = "reset";

  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

  /** The server says something each 15 s. */
  private static final Duration SILENT = Duration.ofSeconds(60);

  private final ApiCaller api;
  private final String path;
  private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
  private volatile InputStream stream;
  private volatile long heardAt = System.nanoTime();
  private volatile boolean closed;
  private Optional<String> lastId = Optional.empty();

  /** An event, or why there will be none any more. */
  private record Happening(Event event, Optional<Failure> end) {}

  /**
   * An event.
   *
   * @param name {@code state}, {@code entry} or {@code reset}
   */
  record Event(String name, String data) {}

  private LiveEvents(ApiCaller api, String path, InputStream stream) {
    this.api = api;
    this.path = path;
    this.stream = stream;
  }

  /** Listens from now on: what happens after this returns is heard. */
  static LiveEvents of(ApiCaller api, String model) {
    String path = "/api/v1/events?model=" + ApiCaller.encoded(model);
    try {
      LiveEvents events = new LiveEvents(api, path, api.listen(path, Optional.empty()));
      Thread thread = new Thread(events::run, "turnout-events");
      thread.setDaemon(true);
      thread.start();
      return events;
    } catch (IOException e) {
      throw api.failure(e);
    }
  }

  /** The next event; empty if none comes so soon. */
  Optional<Event> next(Duration limit) {
    try {
      Happening next = happenings.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        endSilence();
        return Optional.empty();
      }
      if (next.end().isPresent()) {
        throw next.end().get();
      }
      return Optional.of(next.event());
    } catch (InterruptedException e) {
      throw ApiCaller.interrupted(e);
    }
  }

  /** The reader sees the end of the stream then, and begins again. */
  private void endSilence() {
    if (System.nanoTime() - heardAt > SILENT.toNanos()) {
      heardAt = System.nanoTime();
      end(stream);
    }
  }

  private void run() {
    try {
      while (!closed) {
        hear();
        long lostAt = System.nanoTime();
        do {
          ApiCaller.sleep(AGAIN_AFTER);
          requireHope(lostAt);
        } while (!closed && !again());
      }
    } catch (Failure e) {
      happenings.add(new Happening(new Event(RESET, "{}"), Optional.of(e)));
    } finally {
      end(stream);
    }
  }

  /** Reads until the stream breaks off. */
  private void hear() {
    try {
      read(stream);
    } catch (IOException e) {
      // Begun again.
    }
  }

  private void requireHope(long lostAt) {
    if (System.nanoTime() - lostAt > Patience.LONGEST.toNanos()) {
      throw new Failure(
          Exit.UNREACHABLE,
          "The API at %s has been away for %d s; the rollout goes on without it"
              .formatted(api.address().base(), Patience.LONGEST.toSeconds()));
    }
  }

  /** Connects again; whether that went well. */
  private boolean again() {
    try {
      stream = api.listen(path, lastId);
      heardAt = System.nanoTime();
      if (lastId.isEmpty()) {
        happenings.add(new Happening(new Event(RESET, "{}"), Optional.empty()));
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void read(InputStream from) throws IOException {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, UTF_8))) {
      String name = "message";
      StringBuilder data = new StringBuilder();
      for (String line = lines.readLine(); line != null && !closed; line = lines.readLine()) {
        heardAt = System.nanoTime();
        if (line.isEmpty()) {
          if (data.length() > 0) {
            happenings.add(new Happening(new Event(name, data.toString()), Optional.empty()));
          }
          name = "message";
          data.setLength(0);
        } else if (line.startsWith("id: ")) {
          lastId = Optional.of(line.substring(4));
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data.append(line, 6, line.length());
        }
      }
    }
  }

  private static void end(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // It is over anyway.
    }
  }

  @Override
  public void close() {
    closed = true;
    end(stream);
  }
}
