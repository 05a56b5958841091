package dev.turnout.cli;

import dev.turnout.agents.agent.Agent;
import dev.turnout.agents.config.AgentConfig;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.tracing.Tracing;
import dev.turnout.yaml.InvalidDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an agent until it is told to end. */
@Command(
    name = "agent",
    description = {
      "Run the agent of this node: the proxy that serves its models as the orchestrator's route tables"
          + " say.",
      "",
      "It goes on with its last good tables while Kafka is away. Ends on SIGTERM after the requests"
          + " that are on their way."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  turnout agent --config agent.yaml", "  turnout agent --config agent.yaml --check"})
final class AgentCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private LogOptions log = new LogOptions();

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The agent's configuration in YAML; - is standard input.")
  private String file = "";

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "Name of this node, instead of the one in the configuration.")
  private @Nullable String node;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description =
          "What this node says of itself, besides the labels in the configuration; may be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(names = "--check", description = "Check the configuration and end.")
  private boolean check;

  @Override
  public Integer call() {
    AgentConfig config = config();
    if (check) {
      return Exit.OK.code();
    }
    return Service.run(() -> start(config));
  }

  private static AutoCloseable start(AgentConfig config) {
    Tracing tracing = Tracing.of(System.getenv(), "turnout-agent");
    Agent agent = Agent.start(config, tracing.tables(config.node()));
    return () -> {
      agent.close();
      tracing.close();
    };
  }

  private AgentConfig config() {
    try {
      AgentConfig config = AgentConfig.parse(Input.read(file), file);
      Map<String, String> all = new LinkedHashMap<>(config.labels());
      all.putAll(labels);
      AgentConfig labelled = config.withLabels(all);
      return node == null ? labelled : labelled.withNode(node);
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    } catch (InvalidDocument e) {
      throw new Failure(Exit.INVALID_INPUT, String.valueOf(e.getMessage()), e);
    }
  }
}
