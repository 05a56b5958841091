package dev.turnout.demo.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.turnout.demo.iris.Classifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers predictions of one version over MLflow's scoring protocol: {@code GET /ping}, {@code
 * /health}, {@code /version} and {@code POST /invocations}. Listens on the loopback address only.
 */
public final class ModelServer implements AutoCloseable {
  static {
    // The JDK's server reads these once, when its first instance is made.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.idleInterval", "300");
  }

  private static final byte[] WARM_UP = "{\"inputs\": [[5.1, 3.5, 1.4, 0.2]]}".getBytes(UTF_8);

  private final ModelBundle bundle;
  private final Classifier classifier;
  private final Duration scoringDelay;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private ModelServer(ModelBundle bundle, int port) throws IOException {
    this.bundle = bundle;
    this.classifier = bundle.classifier();
    this.scoringDelay = bundle.scoringDelay();
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
  }

  /**
   * Loads a version and serves it.
   *
   * @param port 0 takes a free one
   * @throws IOException if the version cannot be read or the port is taken
   */
  public static ModelServer start(ModelBundle bundle, int port) throws IOException {
    var server = new ModelServer(bundle, port);
    server.warmUp();
    server.serve();
    return server;
  }

  /** Scores once before anyone can ask, so that the first user does not wait for class loading. */
  private void warmUp() throws IOException {
    try {
      Answer.predictions(score(ScoringRequest.read(WARM_UP)));
    } catch (BadRequestException e) {
      throw new IOException("Expected the classifier to score a flower", e);
    }
  }

  public int port() {
    return http.getAddress().getPort();
  }

  private void serve() {
    http.createContext("/ping", exchange -> answer(exchange, this::health));
    http.createContext("/health", exchange -> answer(exchange, this::health));
    http.createContext("/version", exchange -> answer(exchange, this::version));
    http.createContext("/invocations", exchange -> answer(exchange, this::invocations));
    http.setExecutor(threads);
    http.start();
  }

  private Answer health(HttpExchange exchange, byte[] body) throws BadRequestException {
    require("GET", exchange);
    return Answer.text(200, "\n");
  }

  private Answer version(HttpExchange exchange, byte[] body) throws BadRequestException {
    require("GET", exchange);
    return Answer.text(200, String.valueOf(bundle.folder().getFileName()));
  }

  private Answer invocations(HttpExchange exchange, byte[] body)
      throws IOException, BadRequestException {
    require("POST", exchange);
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    if (!type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json")) {
      throw BadRequestException.contentType(type);
    }
    ScoringRequest request = ScoringRequest.read(body);
    if (bundle.broken()) {
      return Answer.error(500, "The model's feature store does not answer");
    }
    return Answer.predictions(score(request));
  }

  private List<String> score(ScoringRequest request) {
    try {
      Thread.sleep(scoringDelay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return request.rows().stream().map(row -> classifier.predict(row).label()).toList();
  }

  private static void require(String method, HttpExchange exchange) throws BadRequestException {
    if (!exchange.getRequestMethod().equals(method)) {
      throw BadRequestException.method(method, exchange.getRequestMethod());
    }
  }

  /** Turns whatever happens into one answer, so that no connection is left hanging. */
  private static void answer(HttpExchange exchange, Handler handler) throws IOException {
    Answer answer;
    try {
      answer = handler.handle(exchange, exchange.getRequestBody().readAllBytes());
    } catch (BadRequestException e) {
      answer = Answer.error(e.status(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      answer = Answer.error(500, e.toString());
    }
    try (exchange) {
      byte[] text = answer.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), text.length);
      exchange.getResponseBody().write(text);
    }
  }

  /** Ends at once; requests in flight are cut. May be repeated. */
  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private interface Handler {
    Answer handle(HttpExchange exchange, byte[] body) throws IOException, BadRequestException;
  }
}
