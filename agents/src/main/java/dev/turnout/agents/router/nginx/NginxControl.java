package dev.turnout.agents.router.nginx;

import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.router.local.UnixSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** NGINX's side door for the agent: what is in force, and with Lua what is to be. */
final class NginxControl {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final Path path;
  private final UnixSocket socket;

  NginxControl(NginxSettings settings) {
    this.path = settings.socket();
    this.socket = new UnixSocket(path, LIMIT);
  }

  /** The row in force; empty if there is none. */
  String row(String model) {
    return send("GET", model, "");
  }

  /** Puts a row in force, and answers with the one that is. */
  String put(String model, String row) {
    return send("PUT", model, row);
  }

  void delete(String model) {
    send("DELETE", model, "");
  }

  boolean answers() {
    try {
      row("");
      return true;
    } catch (RouterException e) {
      return false;
    }
  }

  /** A killed NGINX leaves its socket, and the next one would not start. */
  void clean() {
    if (Files.exists(path) && !answers() && !path.toFile().delete()) {
      throw new RouterException("Expected to delete " + path);
    }
  }

  private String send(String method, String model, String body) {
    String answer =
        socket.ask(
            "%s /%s HTTP/1.0\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(method, model, body.getBytes(StandardCharsets.UTF_8).length, body));
    int head = answer.indexOf("\r\n\r\n");
    if (head < 0 || !answer.startsWith("HTTP/1.1 200")) {
      throw new RouterException(
          "Expected NGINX to answer 200 at %s, but it says: %s"
              .formatted(path, answer.lines().findFirst().orElse("nothing")));
    }
    return answer.substring(head + 4);
  }
}
