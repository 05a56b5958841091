package dev.turnout.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.turnout.agents.testing.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real Prometheus that scrapes the test every second, where it is installed: named by {@code
 * TURNOUT_PROMETHEUS} or on the path, as {@code .ci/with-prometheus} installs it.
 */
public final class RealPrometheus implements Scraped {
  private final Map<String, Long> counters = new ConcurrentSkipListMap<>();
  private final HttpServer target;
  private final Process process;
  private final int port;

  private RealPrometheus(Path program, Path folder) throws IOException {
    target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target.createContext("/metrics", this::scraped);
    target.start();
    port = FreePorts.take();
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s}
            scrape_configs:
              - job_name: models
                static_configs: [{targets: ["127.0.0.1:%d"]}]
            """
                .formatted(target.getAddress().getPort()));
    process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
  }

  /** The program; empty where it is not installed, which is printed. */
  public static Optional<Path> program() {
    Optional<Path> found =
        Stream.concat(
                Stream.ofNullable(System.getenv("TURNOUT_PROMETHEUS")).map(Path::of),
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                    .map(folder -> Path.of(folder, "prometheus")))
            .filter(Files::isExecutable)
            .findFirst();
    System.out.printf(
        "[prometheus] %s%n",
        found
            .map(Path::toString)
            .orElse(
                "not installed (.ci/with-prometheus installs it), so the tests with a real server did not run"));
    return found;
  }

  /** Starts it; ready when this returns. */
  public static RealPrometheus start(Path program, Path folder) throws IOException {
    RealPrometheus prometheus = new RealPrometheus(program, folder);
    try {
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(prometheus::isReady);
    } catch (RuntimeException e) {
      prometheus.close();
      throw new IllegalStateException(Files.readString(folder.resolve("prometheus.log")), e);
    }
    return prometheus;
  }

  @Override
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void set(String series, long value) {
    counters.put(series, value);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    target.stop(0);
  }

  private boolean isReady() throws InterruptedException {
    HttpRequest ready = HttpRequest.newBuilder(URI.create(url() + "/-/ready")).build();
    try {
      return HttpClient.newHttpClient().send(ready, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private void scraped(HttpExchange exchange) throws IOException {
    try (exchange) {
      String text =
          counters.entrySet().stream()
              .map(counter -> counter.getKey() + " " + counter.getValue() + "\n")
              .collect(Collectors.joining());
      byte[] body = text.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
