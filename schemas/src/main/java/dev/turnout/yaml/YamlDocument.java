package dev.turnout.yaml;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A YAML 1.2 document. Text from strangers is safe to parse: at most 1 MiB, at most 64 levels,
 * neither anchors nor aliases nor tags.
 *
 * <pre>{@code
 * AgentConfig config = YamlDocument.parse(text, "agent.yaml").read(AgentConfig::read);
 * }</pre>
 */
public final class YamlDocument {
  /** The longest text that is read, in bytes of UTF-8. */
  public static final int MAX_BYTES = 1024 * 1024;

  /** How deep maps and lists may lie in each other. */
  public static final int MAX_DEPTH = 64;

  private final Problems problems;
  private final YamlNode root;

  private YamlDocument(Problems problems, Node root) {
    this.problems = problems;
    this.root = new YamlNode(problems, root, "");
  }

  /**
   * Parses one document.
   *
   * @param source what to call it in mistakes, such as the name of its file
   * @throws InvalidDocument if it is no YAML, empty, too large or too deep, more than one document,
   *     or uses anchors or aliases
   */
  public static YamlDocument parse(String text, String source) {
    Problems problems = new Problems(source);
    Optional<Node> root = Optional.empty();
    try {
      checkLimits(text, problems);
      problems.throwIfAny();
      root = new Compose(settings(source)).composeString(text);
      if (root.isEmpty()) {
        problems.add(1, 1, "", "Expected a YAML document, but got nothing");
      }
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark();
      problems.add(
          mark.map(Mark::getLine).orElse(0) + 1,
          mark.map(Mark::getColumn).orElse(0) + 1,
          "",
          "Expected YAML, but " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(1, 1, "", "Expected YAML, but " + e.getMessage());
    }
    problems.throwIfAny();
    return new YamlDocument(problems, root.orElseThrow());
  }

  /**
   * Reads the whole document.
   *
   * @throws InvalidDocument with every mistake in it
   */
  public <T> T read(YamlReader<T> reader) {
    YamlField<T> value = reader.read(root);
    problems.throwIfAny();
    return value.get();
  }

  /** The outermost node, for those who read step by step and end with {@link #problems()}. */
  public YamlNode root() {
    return root;
  }

  public Problems problems() {
    return problems;
  }

  private static LoadSettings settings(String source) {
    return LoadSettings.builder().setLabel(source).setCodePointLimit(MAX_BYTES).build();
  }

  /** Walks the events, which need no recursion, before a tree is built of them. */
  private static void checkLimits(String text, Problems problems) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      problems.add(1, 1, "", "Expected at most 1 MiB of YAML, but got more");
      return;
    }
    Iterator<Event> events = new Parse(settings("")).parseString(text).iterator();
    int depth = 0;
    int documents = 0;
    while (events.hasNext() && problems.isEmpty()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case DocumentStart -> documents++;
        default -> {}
      }
      forbidden(event, depth, documents).ifPresent(message -> addAt(event, problems, message));
    }
  }

  private static Optional<String> forbidden(Event event, int depth, int documents) {
    if (depth > MAX_DEPTH) {
      return Optional.of("Expected at most " + MAX_DEPTH + " levels, but this lies deeper");
    }
    if (documents > 1) {
      return Optional.of("Expected one document, but a second one begins here ('---')");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      return Optional.of("Expected no anchors (&) or aliases (*), write the value out");
    }
    return Optional.empty();
  }

  private static void addAt(Event event, Problems problems, String message) {
    int line = event.getStartMark().map(Mark::getLine).orElse(0);
    int column = event.getStartMark().map(Mark::getColumn).orElse(0);
    problems.add(line + 1, column + 1, "", message);
  }
}
