package dev.turnout.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An agent as users run it: a process of its own, with its reports on. */
public final class AgentProcess implements AutoCloseable {
  /** The Java virtual machine's options with which the launcher starts an agent. */
  public static final List<String> FLAGS =
      List.of("-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC", "-Xms48m", "-Xmn24m");

  private final Process process;
  private final Path log;
  private final Map<String, Integer> ports;

  private AgentProcess(Process process, Path log, Map<String, Integer> ports) {
    this.process = process;
    this.log = log;
    this.ports = ports;
  }

  /**
   * Starts it.
   *
   * @param folder for its files
   * @param kafka with which it reaches the bus
   * @param ports on which it is to listen for each model
   * @param admin the port of its metrics
   * @param options more for its Java virtual machine, with blanks between them
   */
  static AgentProcess start(
      Path folder,
      Map<String, Object> kafka,
      Map<String, Integer> ports,
      int admin,
      UpstreamServers servers,
      String options)
      throws IOException {
    Path config = folder.resolve("agent.yaml");
    Files.writeString(config, config(folder, kafka, ports, admin, servers));
    Path log = folder.resolve("agent.log");
    ProcessBuilder builder = new ProcessBuilder(command(config, options));
    // What the launcher gives to this process is not meant for the agent.
    builder.environment().put("TURNOUT_OPTS", options);
    builder.environment().put("TURNOUT_BUILD", "never");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new AgentProcess(process, log, Map.copyOf(ports));
  }

  private static List<String> command(Path config, String options) {
    List<String> command = new ArrayList<>();
    String launcher = System.getProperty("turnout.launcher");
    if (launcher == null) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(FLAGS);
      command.addAll(options.isBlank() ? List.of() : List.of(options.strip().split("\\s+")));
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.turnout.cli.Main"));
    } else {
      command.add(launcher);
    }
    command.addAll(List.of("agent", "--config", config.toString()));
    return command;
  }

  int port(String model) {
    Integer port = ports.get(model);
    if (port == null) {
      throw new IllegalArgumentException("Expected one of " + ports.keySet() + ": " + model);
    }
    return port;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** What it said, once it ended; empty while it runs. */
  String lastWords() throws IOException {
    return process.isAlive() ? "" : Files.readString(log);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static String config(
      Path folder,
      Map<String, Object> kafka,
      Map<String, Integer> ports,
      int admin,
      UpstreamServers servers) {
    String models =
        ports.entrySet().stream()
            .map(
                entry ->
                    """
                      - name: %s
                        listen: 127.0.0.1:%d
                        launcher: {static: {%s}}
                    """
                        .formatted(entry.getKey(), entry.getValue(), endpoints(servers)))
            .collect(Collectors.joining());
    return """
    node: bench
    kafka: {bootstrap.servers: "%s", schema.registry.url: "%s"}
    dataDir: "%s"
    admin: 127.0.0.1:%d
    models:
    %s"""
        .formatted(
            kafka.get("bootstrap.servers"),
            kafka.get("schema.registry.url"),
            folder.resolve("agent"),
            admin,
            models);
  }

  private static String endpoints(UpstreamServers servers) {
    return servers.endpoints().entrySet().stream()
        .map(entry -> "%s: \"http://%s\"".formatted(entry.getKey(), entry.getValue().authority()))
        .collect(Collectors.joining(", "));
  }
}
