package dev.turnout.bench.proxy;

import dev.turnout.agents.router.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Model servers that cost next to nothing: an NGINX that gives every request the same answer. */
final class UpstreamServers implements AutoCloseable {
  private static final String CONFIG =
      """
      worker_processes 1;
      pid %1$s/upstream.pid;
      error_log %1$s/upstream-error.log;
      events {
        worker_connections 4096;
      }
      http {
        access_log off;
        keepalive_requests 1000000000;
        default_type application/json;
        client_body_temp_path %1$s/upstream-body;
        proxy_temp_path %1$s/upstream-proxy;
        fastcgi_temp_path %1$s/upstream-fastcgi;
        uwsgi_temp_path %1$s/upstream-uwsgi;
        scgi_temp_path %1$s/upstream-scgi;
        %2$s
      }
      """;
  private static final String SERVER =
      "server { listen 127.0.0.1:%d; location / { return 200 '{\"predictions\":[0.5],\"version\":\"%s\"}'; } }";

  private final Process process;
  private final Map<String, Integer> ports;

  private UpstreamServers(Process process, Map<String, Integer> ports) {
    this.process = process;
    this.ports = ports;
  }

  /**
   * Starts them.
   *
   * @param ports of the versions
   */
  static UpstreamServers start(String nginx, Path folder, Map<String, Integer> ports)
      throws IOException {
    String servers =
        ports.entrySet().stream()
            .map(entry -> SERVER.formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.joining("\n  "));
    Path config = folder.resolve("upstream.conf");
    Files.writeString(config, CONFIG.formatted(folder, servers));
    Process process =
        new ProcessBuilder(List.of(nginx, "-c", config.toString(), "-g", "daemon off;"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("upstream.log").toFile())
            .start();
    return new UpstreamServers(process, Map.copyOf(ports));
  }

  int port(String version) {
    Integer port = ports.get(version);
    if (port == null) {
      throw new IllegalArgumentException("Expected one of " + ports.keySet() + ": " + version);
    }
    return port;
  }

  Map<String, Endpoint> endpoints() {
    return ports.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> new Endpoint(Endpoint.Protocol.HTTP1, "127.0.0.1", entry.getValue())));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
