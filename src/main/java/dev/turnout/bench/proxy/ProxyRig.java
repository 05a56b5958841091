package dev.turnout.bench.proxy;

import dev.turnout.bench.process.AtExit;
import dev.turnout.bench.process.FreePorts;
import dev.turnout.bench.routers.Installed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** All that runs while it is measured: model servers, a bus, the agent and the other proxies. */
final class ProxyRig implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 20;

  private final List<AutoCloseable> running = new ArrayList<>();
  private final AtExit atExit;
  private final UpstreamServers servers;
  private final BenchBus bus;
  private final AgentProcess agent;
  private final Peers peers;

  /**
   * Starts everything; when it returns, everything answers.
   *
   * @param folder an empty one that everybody may read
   * @param options for the Java virtual machine of the agent
   */
  ProxyRig(Installed installed, Path folder, String options)
      throws IOException, InterruptedException, ExecutionException {
    atExit = AtExit.act("turnout-bench-stop", this::stop);
    try {
      FreePorts ports = new FreePorts();
      Map<String, Integer> versions = new TreeMap<>();
      versions.put(BenchTables.STABLE, ports.take());
      versions.put(BenchTables.CANDIDATE, ports.take());
      Map<String, Integer> models = new TreeMap<>();
      BenchTables.models().forEach(model -> models.put(model, ports.take()));
      servers = keep(UpstreamServers.start(installed.path("nginx"), folder, versions));
      bus = keep(BenchBus.start());
      agent =
          keep(AgentProcess.start(folder, bus.settings(), models, ports.take(), servers, options));
      peers = keep(Peers.start(installed, folder, servers.endpoints(), ports.take()));
      for (String model : BenchTables.models()) {
        bus.publish(BenchTables.of(model));
      }
      for (String model : BenchTables.models()) {
        awaitAnswers(agent.port(model));
      }
      for (Contender contender : contenders()) {
        awaitAnswers(contender.port());
      }
    } catch (IOException | InterruptedException | ExecutionException | RuntimeException e) {
      close();
      throw e;
    }
  }

  BenchBus bus() {
    return bus;
  }

  AgentProcess agent() {
    return agent;
  }

  /** Everything that answers requests: first the model server itself, then the proxies. */
  List<Contender> contenders() {
    List<Contender> all = new ArrayList<>();
    all.add(new Contender(Contender.DIRECT, servers.port(BenchTables.STABLE), Optional.empty()));
    all.add(
        new Contender(Contender.PROXY, agent.port(BenchTables.SPLIT), Optional.of(agent.handle())));
    all.addAll(peers.contenders());
    return all;
  }

  private <T extends AutoCloseable> T keep(T started) {
    running.add(0, started);
    return started;
  }

  private void awaitAnswers(int port) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY.toNanos();
    while (!answers(port)) {
      String words = agent.lastWords();
      if (!words.isEmpty() || System.nanoTime() > deadline) {
        throw new IOException("Expected an answer on port %d: %s".formatted(port, words));
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static boolean answers(int port) {
    byte[] request = new Requests(0).text(1).getBytes(StandardCharsets.ISO_8859_1);
    try (KeptConnection connection = new KeptConnection(port)) {
      return connection.ask(request) == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    stop();
    atExit.close();
  }

  private synchronized void stop() {
    for (AutoCloseable part : running) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("Could not stop " + part, e);
      }
    }
    running.clear();
  }
}
