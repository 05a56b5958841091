package dev.turnout.allinone;

import dev.turnout.agents.agent.Agent;
import dev.turnout.agents.config.AgentConfig;
import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.agents.config.ModelConfig;
import dev.turnout.agents.router.RouterException;
import dev.turnout.allinone.AllInOneConfig.AgentPlan;
import dev.turnout.bridge.BridgeConfig;
import dev.turnout.embedded.EmbeddedKafkaException;
import dev.turnout.notify.NotifyConfig;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.yaml.InvalidDocument;
import dev.turnout.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything in one process until it is told to end. */
@Command(
    name = "up",
    description = {
      "Run a Kafka broker, a schema registry, an orchestrator and agents in one process, for trying out"
          + " on one machine.",
      "",
      "Listens on the loopback address only. The next start goes on with the data of the last one."
          + " --model and --endpoint put a proxy before servers that run already; a file says more."
          + " Without either there are no agents: start them with 'turnout agent'."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout up",
      "  turnout up --model fraud --endpoint v1=http://127.0.0.1:9001 \\",
      "      --endpoint v2=http://127.0.0.1:9002 --health /health",
      "  turnout up --config up.yaml --data-dir /var/tmp/turnout",
      "  turnout up --broker-port 0 --registry-port 0 --api-port 0",
      "  turnout up --notify notify.yaml --bridge bridge.yaml"
    })
public final class UpCommand implements Callable<Integer> {
  private static final KafkaSettings NOWHERE = KafkaSettings.of("nowhere:1", "http://nowhere:1");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help and exit.")
  private boolean helpAsked;

  @Option(names = "--verbose", description = "Print the log, and the stack trace of an error.")
  private boolean verbose;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Models, number of agents, and ports.")
  private @Nullable Path config;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = ".turnout/up",
      description =
          "Where all data is kept, so that the next start goes on with it (default:"
              + " ${DEFAULT-VALUE}).")
  private Path dataDir = Path.of(".turnout", "up");

  @Option(
      names = "--broker-port",
      paramLabel = "N",
      description = "Port of the broker; 0 takes a free one (default: the file's, or 9092).")
  private @Nullable Integer brokerPort;

  @Option(
      names = "--registry-port",
      paramLabel = "N",
      description =
          "Port of the schema registry; 0 takes a free one (default: the file's, or 8081).")
  private @Nullable Integer registryPort;

  @Option(
      names = "--api-port",
      paramLabel = "N",
      description =
          "Port of the HTTP API and the dashboard; 0 takes a free one (default: the file's, or"
              + " 9641).")
  private @Nullable Integer apiPort;

  @Option(
      names = "--bridge",
      paramLabel = "FILE",
      description = "Run a bridge, too, as 'turnout bridge' does; the file need not name a bus.")
  private @Nullable Path bridge;

  @Option(
      names = "--notify",
      paramLabel = "FILE",
      description =
          "Run a notifier, too, as 'turnout notify run' does; the file need not name a bus.")
  private @Nullable Path notify;

  @ArgGroup(validate = false, heading = "%nOne model without a file:%n")
  private EndpointOptions endpoints = new EndpointOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (AllInOne all = start();
        ConnectionFile file = ConnectionFile.write(Path.of(""), all)) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    file.close();
                    all.close();
                  },
                  "turnout-stop"));
      greet(all);
      new CountDownLatch(1).await();
    }
    return Exit.OK.code();
  }

  private AllInOne start() throws InterruptedException {
    UpConfig settings = settings();
    Optional<Plan<BridgeConfig>> reporting = plan(bridge, BridgeConfig::parse);
    Optional<Plan<NotifyConfig>> telling = plan(notify, NotifyConfig::parse);
    try {
      return AllInOne.start(
          new AllInOneConfig(
              Optional.of(dataDir),
              settings.brokerPort(),
              settings.registryPort(),
              settings.partitions(),
              agents(settings),
              settings.mlflow(),
              settings.api(),
              reporting.map(plan -> plan::with),
              telling.map(plan -> plan::with)));
    } catch (EmbeddedKafkaException
        | RouterException
        | IllegalArgumentException
        | IllegalStateException
        | UncheckedIOException e) {
      throw new Failure(Exit.INVALID_INPUT, "Could not start: " + e.getMessage(), e);
    }
  }

  private UpConfig settings() {
    if (config != null && endpoints.isGiven()) {
      throw Failure.invalid(
          "Expected --config or --model, but got both (the file's key models has a list of them)");
    }
    UpConfig settings = config == null ? UpConfig.defaults().with(endpoints.model()) : read(config);
    UpConfig placed =
        settings.withPorts(
            brokerPort == null ? settings.brokerPort() : brokerPort,
            registryPort == null ? settings.registryPort() : registryPort);
    return apiPort == null ? placed : placed.withApiPort(apiPort);
  }

  private static UpConfig read(Path file) {
    return read(file, UpConfig::parse);
  }

  /** A part whose file is read before anything starts; it lacks the bus. */
  private interface Plan<T> {
    T with(KafkaSettings kafka);
  }

  private interface Parser<T> {
    T parse(String text, String source, Map<String, String> kafka);
  }

  private static <T> Optional<Plan<T>> plan(@Nullable Path file, Parser<T> parser) {
    if (file == null) {
      return Optional.empty();
    }
    // Mistakes are told at once, and not when the broker runs.
    var unused = read(file, (text, source) -> parser.parse(text, source, NOWHERE.properties()));
    return Optional.of(
        kafka -> read(file, (text, source) -> parser.parse(text, source, kafka.properties())));
  }

  private static <T> T read(Path file, BiFunction<String, String, T> parser) {
    try (InputStream in = Files.newInputStream(file)) {
      // One byte more than is allowed is enough to refuse it.
      byte[] bytes = in.readNBytes(YamlDocument.MAX_BYTES + 1);
      return parser.apply(new String(bytes, StandardCharsets.UTF_8), file.toString());
    } catch (IOException e) {
      throw Failure.invalid("Could not read %s: %s", file, e);
    } catch (InvalidDocument e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
  }

  private List<AgentPlan> agents(UpConfig settings) {
    List<AgentPlan> plans = new ArrayList<>();
    for (int i = 0; i < settings.agents() && !settings.models().isEmpty(); i++) {
      var share = new NodeShare(i, settings.agents());
      List<ModelConfig> models = settings.models().stream().map(share::of).toList();
      String node = "node-" + (i + 1);
      plans.add(kafka -> AgentConfig.of(node, kafka, dataDir.resolve(node), models));
    }
    return plans;
  }

  private static String place(Agent agent, String model) {
    return agent.listensFor(model)
        ? "%s is served on http://127.0.0.1:%d".formatted(model, agent.port(model))
        : "%s is served where its cluster says".formatted(model);
  }

  private static String admin(int port) {
    return "http://127.0.0.1:%d/health/ready".formatted(port);
  }

  private void greet(AllInOne all) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "Turnout is up: broker %s, schema registry %s, data in %s%n",
        all.bootstrapServers(), all.registryUrl(), dataDir);
    for (Agent agent : all.agents()) {
      agent.states().keySet().forEach(model -> out.println("  " + place(agent, model)));
    }
    out.println("Commands that are started in this directory find it by themselves:");
    out.println("  turnout get rollouts");
    out.println("  turnout rollout start -f rollout.yaml --wait");
    out.printf("Dashboard: %s, and the API: %s/api/v1/models%n", all.apiUrl(), all.apiUrl());
    all.bridge()
        .ifPresent(
            one -> out.printf("The bridge says how it fares on %s%n", admin(one.adminPort())));
    all.notifier()
        .ifPresent(
            one -> out.printf("The notifier says how it fares on %s%n", admin(one.adminPort())));
    out.println("Any Kafka client can look on:");
    out.printf("  kcat -b %s -L%n", all.bootstrapServers());
    out.printf("  turnout topics cat %s%n", "journal");
    out.println("Ctrl-C stops it.");
    out.flush();
  }
}
