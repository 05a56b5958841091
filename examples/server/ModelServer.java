import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A pretended model with the paths of MLflow's servers: {@code java ModelServer.java PORT VERSION
 * [BEHAVIOUR]}. The behaviour is {@code errors=0.2} (fails every fifth request), {@code slow=300}
 * (milliseconds), or both with a comma.
 */
public class ModelServer {

  public static void main(String[] args) throws IOException {
    // Otherwise head and body are two packets, 40 ms apart.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    int port = Integer.parseInt(args[0]);
    String version = args[1];
    Map<String, Double> behaviour = behaviour(args.length > 2 ? args[2] : "");
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 1024);
    server.setExecutor(Executors.newFixedThreadPool(32));
    server.createContext("/ping", exchange -> answer(exchange, 200, "\n"));
    server.createContext(
        "/invocations",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          pause(behaviour.getOrDefault("slow", 0.0));
          boolean fails =
              ThreadLocalRandom.current().nextDouble() < behaviour.getOrDefault("errors", 0.0);
          answer(
              exchange,
              fails ? 500 : 200,
              "{\"predictions\": [0], \"version\": \"" + version + "\"}\n");
        });
    server.start();
    System.out.println("version " + version + " on port " + port + " " + behaviour);
  }

  private static Map<String, Double> behaviour(String text) {
    Map<String, Double> behaviour = new HashMap<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",")) {
      String[] pair = part.split("=");
      behaviour.put(pair[0].trim(), Double.parseDouble(pair[1]));
    }
    return behaviour;
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void pause(double milliseconds) {
    try {
      Thread.sleep((long) milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
