package dev.turnout.bench.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.turnout.agents.agent.Agent;
import dev.turnout.agents.config.AgentConfig;
import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.agents.config.LauncherConfig;
import dev.turnout.agents.config.ModelConfig;
import dev.turnout.agents.config.ProxyLimits;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.bus.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Real agents with their proxies, in front of two servers that answer everything. */
final class AgentFleet implements AutoCloseable {
  static final String MODEL = "fleet";

  private static final Duration READY_WITHIN = Duration.ofSeconds(120);

  private final ExecutorService answering = Executors.newFixedThreadPool(2);
  private final List<HttpServer> servers = new ArrayList<>();
  private final List<Agent> agents = new ArrayList<>();

  /**
   * Starts them, and returns when the orchestrator knows them all.
   *
   * @param directory where their tables are kept
   */
  AgentFleet(Connection connection, int count, Path directory) throws InterruptedException {
    LauncherConfig versions = new LauncherConfig.Static(Map.of("v1", server(), "v2", server()));
    ModelConfig model = ModelConfig.of(MODEL, new ListenAddress("127.0.0.1", 0), versions);
    KafkaSettings kafka = KafkaSettings.of(connection.bootstrap(), connection.registry());
    try {
      for (int i = 0; i < count; i++) {
        String node = "node-" + i;
        agents.add(
            Agent.start(
                AgentConfig.of(node, kafka, directory.resolve(node), List.of(model))
                    .withTopics(connection.topics())
                    .withProxy(oneLoop())));
      }
      for (Agent agent : agents) {
        if (!agent.awaitConnected(READY_WITHIN)) {
          throw new LostException(
              "Expected every agent to report within %s, but one did not: %s"
                  .formatted(READY_WITHIN, agent.warnings()));
        }
      }
    } catch (RuntimeException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /** So many proxies in one process need no more. */
  private static ProxyLimits oneLoop() {
    ProxyLimits usual = ProxyLimits.defaults();
    return new ProxyLimits(
        1,
        usual.requestTimeout(),
        usual.connectTimeout(),
        usual.maxBufferedBody(),
        usual.maxConnections(),
        usual.shutdownGrace(),
        usual.maxCopies(),
        usual.maxComparedAnswer());
  }

  private Endpoint server() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(answering);
      server.createContext(
          "/",
          exchange -> {
            byte[] body = "{}".getBytes(UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      servers.add(server);
      return Endpoint.parse("http://127.0.0.1:" + server.getAddress().getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    agents.parallelStream().forEach(Agent::close);
    servers.forEach(server -> server.stop(0));
    answering.shutdownNow();
  }
}
