package dev.turnout.agents.config;

import static dev.turnout.agents.config.AgentConfigReader.count;

import dev.turnout.agents.launcher.process.CommandTemplate;
import dev.turnout.agents.launcher.process.ResourceLimits;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads how versions are run as processes. */
final class ProcessReader {
  private static final Map<String, Endpoint.Protocol> PROTOCOLS =
      Map.of("http", Endpoint.Protocol.HTTP1, "h2c", Endpoint.Protocol.H2C);

  private ProcessReader() {}

  static YamlField<LauncherConfig.Process> read(YamlNode node) {
    YamlMap map = node.map();
    var command = map.required("command", list -> list.list(YamlNode::string));
    var environment = map.optional("environment", YamlNode::settings, Map.of());
    var ports = map.required("ports", range -> range.parsed(PortRange::parse));
    var startTimeout = map.optional("startTimeout", YamlNode::duration, Duration.ofMinutes(5));
    var grace = map.optional("grace", YamlNode::duration, Duration.ofSeconds(10));
    var attempts = map.optional("attempts", count(1, 1000), 5);
    var backOff = map.optional("backOff", YamlNode::duration, Duration.ofSeconds(1));
    var limits = map.optional("limits", ProcessReader::limits, ResourceLimits.none());
    var protocol =
        map.optional("protocol", word -> word.choice(PROTOCOLS), Endpoint.Protocol.HTTP1);
    var foreign = map.optional("foreignListener", YamlNode::bool, false);
    return map.build(
        () ->
            new LauncherConfig.Process(
                new CommandTemplate(command.get(), environment.get()),
                ports.get(),
                startTimeout.get(),
                grace.get(),
                attempts.get(),
                backOff.get(),
                limits.get(),
                protocol.get(),
                foreign.get()));
  }

  private static YamlField<ResourceLimits> limits(YamlNode node) {
    YamlMap map = node.map();
    var memory = map.optional("memory", size -> size.parsed(ResourceLimits::bytes));
    var cpus = map.optional("cpus", count(1, 10_000));
    var files = map.optional("openFiles", count(1, Integer.MAX_VALUE));
    return map.build(
        () ->
            new ResourceLimits(
                memory.get().map(OptionalLong::of).orElseGet(OptionalLong::empty),
                number(cpus.get()),
                number(files.get())));
  }

  private static OptionalInt number(Optional<Integer> given) {
    return given.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}
