package dev.turnout.agents.launcher.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command whose arguments hold {@code {model}}, {@code {version}}, {@code {source}} and {@code
 * {port}}. Each argument stays one argument whatever is filled in, because no shell reads it.
 *
 * @param arguments program and its arguments; at least one; one of them holds {@code {port}} unless
 *     a variable does
 * @param environment variables added to those of the agent; values may hold placeholders too
 */
public record CommandTemplate(List<String> arguments, Map<String, String> environment) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
  private static final Set<String> KNOWN = Set.of("model", "version", "source", "port");

  /** A command that can be run. */
  record Command(List<String> arguments, Map<String, String> environment) {}

  public CommandTemplate {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    if (arguments.isEmpty() || arguments.get(0).isBlank()) {
      throw new IllegalArgumentException(
          "Expected a command such as [mlflow, models, serve, -m, '{source}', -p, '{port}'],"
              + " but got none");
    }
    arguments.forEach(CommandTemplate::requireKnownPlaceholders);
    environment.values().forEach(CommandTemplate::requireKnownPlaceholders);
    if (!holds(arguments, environment, "{port}")) {
      throw new IllegalArgumentException(
          "Expected {port} in the command or its environment, so that each version listens on its"
              + " own port");
    }
  }

  boolean needsSource() {
    return holds(arguments, environment, "{source}");
  }

  Command fill(String model, String version, String source, int port) {
    Map<String, String> values =
        Map.of(
            "model", model, "version", version, "source", source, "port", Integer.toString(port));
    Map<String, String> variables = new LinkedHashMap<>();
    environment.forEach((name, value) -> variables.put(name, fill(value, values)));
    return new Command(arguments.stream().map(text -> fill(text, values)).toList(), variables);
  }

  private static String fill(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }

  private static boolean holds(List<String> arguments, Map<String, String> environment, String x) {
    return arguments.stream().anyMatch(text -> text.contains(x))
        || environment.values().stream().anyMatch(text -> text.contains(x));
  }

  private static void requireKnownPlaceholders(String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      if (!KNOWN.contains(matcher.group(1))) {
        throw new IllegalArgumentException(
            "Expected {model}, {version}, {source} or {port} in a command, but got "
                + matcher.group());
      }
    }
  }
}
