package dev.turnout.explain;

import dev.turnout.bus.Connection;
import dev.turnout.bus.Journal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the journal and the recorded inputs say about one attempt. */
public final class Explanation implements Explained {
  private final Connection connection;
  private final Story story;
  private Optional<Series> series = Optional.empty();

  private Explanation(Connection connection, Story story) {
    this.connection = connection;
    this.story = story;
  }

  /**
   * Reads the journal.
   *
   * @param name id of an attempt, or name of a rollout or model, of which the newest attempt is
   *     meant
   * @throws dev.turnout.output.Failure if there is none
   */
  public static Explanation of(Connection connection, String name) {
    return new Explanation(connection, Story.find(Journal.read(connection), name));
  }

  /**
   * Reads the journal of one model only.
   *
   * @param name id of an attempt, or name of a rollout or of the model, of which the newest attempt
   *     is meant
   * @throws dev.turnout.output.Failure if there is none
   */
  public static Explanation of(Connection connection, String model, String name) {
    return new Explanation(connection, Story.find(Journal.read(connection, model), name));
  }

  @Override
  public String text() {
    return StoryText.of(story);
  }

  @Override
  public Map<String, Object> tree() {
    return StoryTree.of(story);
  }

  @Override
  public Map<String, Object> treeWithSeries() {
    Map<String, Object> tree = new LinkedHashMap<>(tree());
    tree.put("series", StoryTree.of(series()));
    return tree;
  }

  @Override
  public String plot() {
    return RolloutPlot.svg(story, series());
  }

  @Override
  public String source() {
    return series().note();
  }

  private Series series() {
    Series known = series.orElseGet(() -> Series.of(connection, story));
    series = Optional.of(known);
    return known;
  }
}
