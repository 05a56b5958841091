package dev.turnout.bus;

import dev.turnout.events.CommandAccepted;
import dev.turnout.events.CommandRefused;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutCommand;
import dev.turnout.orchestrator.policy.OfficeName;
import dev.turnout.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Commands for what concerns all models: one for each partition, under its reserved name. */
public final class Offices {
  private static final Duration POLL = Duration.ofMillis(200);

  private Offices() {}

  /**
   * The reserved name in each partition; first the one under which places are given out.
   *
   * @param partitions a count from 1
   */
  public static List<String> names(int partitions) {
    List<String> names = new ArrayList<>();
    var found = new TreeSet<Integer>();
    for (int number = 0; found.size() < partitions; number++) {
      String name = OfficeName.of(number).value();
      if (found.add(Topics.partitionOf(name, partitions))) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * Publishes a command under every reserved name and waits for the answers. The first name's comes
   * before the others are asked, so that it is never behind them.
   *
   * @param command makes the command for a name
   * @param limit longest wait for each of the two
   */
  public static Map<String, Answer> send(
      Connection connection, Function<String, RolloutCommand> command, Duration limit) {
    Map<String, Answer> answers = new LinkedHashMap<>();
    try (TopicReader journal = TopicReader.ofAll(connection, connection.topics().journal());
        Publisher publisher = Publisher.open(connection)) {
      journal.seekToEnd();
      List<String> names = names(journal.partitionCount());
      for (List<String> some : List.of(names.subList(0, 1), names.subList(1, names.size()))) {
        Map<String, String> waiting = new LinkedHashMap<>();
        for (String name : some) {
          RolloutCommand asked = command.apply(name);
          waiting.put(asked.getCommandId(), name);
          answers.put(name, new Answer.Silence());
          publisher.publish(connection.topics().commands(), name, asked);
        }
        await(journal, waiting, answers, limit);
      }
    }
    return answers;
  }

  private static void await(
      TopicReader journal,
      Map<String, String> waiting,
      Map<String, Answer> answers,
      Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!waiting.isEmpty() && System.nanoTime() - end < 0) {
      journal
          .poll(POLL)
          .forEach(
              record ->
                  journal
                      .decode(record, JournalEntry.class)
                      .ifPresent(entry -> note(entry.getEvent(), waiting, answers)));
    }
  }

  private static void note(Object event, Map<String, String> waiting, Map<String, Answer> answers) {
    if (event instanceof CommandAccepted accepted) {
      String name = waiting.remove(accepted.getCommandId());
      if (name != null) {
        answers.put(name, new Answer.Accepted());
      }
    } else if (event instanceof CommandRefused refused) {
      String name = waiting.remove(refused.getCommandId());
      if (name != null) {
        answers.put(name, new Answer.Refused(refused.getReason()));
      }
    }
  }
}
