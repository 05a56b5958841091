package dev.turnout.bench.faults.fast;

import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.desk.Alignment;
import dev.turnout.orchestrator.desk.DeskMeter;
import dev.turnout.orchestrator.desk.Heritage;
import dev.turnout.orchestrator.desk.InputDecoder;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Outbox;
import dev.turnout.orchestrator.desk.Outgoing;
import dev.turnout.orchestrator.desk.PartitionDesk;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.schemas.Topics;
import dev.turnout.simulation.PlainSerde;
import dev.turnout.simulation.Simulation;
import java.util.List;

/** Decides everything anew from the inputs alone. */
final class Rerun {
  private static final Topics TOPICS = Topics.standard();

  private Rerun() {}

  /** Whether an orchestrator that was never disturbed makes the same journal of the inputs. */
  static boolean givesTheSame(Simulation world) {
    var desk = new PartitionDesk(0, TOPICS, DeskMeter.NONE, Heritage.none());
    var outbox = new Outbox(TOPICS);
    inputs(world).forEach(received -> desk.take(received, false, outbox));
    List<Object> journal =
        outbox.drain().stream()
            .map(Outgoing::value)
            .filter(JournalEntry.class::isInstance)
            .toList();
    return journal.equals(world.onlooker().records());
  }

  private static List<Received> inputs(Simulation world) {
    InputDecoder decoder = new InputDecoder(TOPICS, 1, new PlainSerde());
    Alignment alignment = new Alignment();
    for (InputTopic topic : InputTopic.values()) {
      world
          .broker()
          .committed(topic.nameIn(TOPICS))
          .forEach(record -> alignment.add(decoder.decode(record)));
    }
    return alignment.take(topic -> true, 0);
  }
}
