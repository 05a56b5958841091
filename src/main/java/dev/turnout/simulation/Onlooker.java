package dev.turnout.simulation;

import dev.turnout.events.JournalEntry;
import dev.turnout.events.RouteTable;
import dev.turnout.orchestrator.codec.JournalCodec;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.Model;
import dev.turnout.orchestrator.rollout.ModelProcessor;
import dev.turnout.orchestrator.rollout.RolloutView;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what was committed, as anybody may: the journal and the route tables. */
public final class Onlooker {
  private static final Topics TOPICS = Topics.standard();

  private final PlainSerde serde = new PlainSerde();
  private final Broker broker;
  private final Broker.Reader journalReader;
  private final Broker.Reader tableReader;
  private final ModelProcessor follower;
  private final List<JournalEntry> records = new ArrayList<>();
  private final List<Entry> journal = new ArrayList<>();
  private final List<RouteTable> tables = new ArrayList<>();

  Onlooker(Broker broker, ModelName model) {
    this.broker = broker;
    this.journalReader = broker.read(TOPICS.journal(), 0);
    this.tableReader = broker.read(TOPICS.routes(), 0);
    this.follower = new ModelProcessor(model);
  }

  /**
   * Reads on, if the broker answers.
   *
   * @return the tables that were new
   */
  List<RouteTable> look() {
    if (!broker.isUp()) {
      return List.of();
    }
    for (ConsumerRecord<byte[], byte[]> record : journalReader.poll()) {
      JournalEntry entry = (JournalEntry) serde.deserialize(record.topic(), record.value());
      if (!entry.getModel().equals(follower.model().name().value())) {
        continue;
      }
      records.add(entry);
      journal.add(JournalCodec.read(entry));
      follower.follow(journal.get(journal.size() - 1));
    }
    List<RouteTable> fresh = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : tableReader.poll()) {
      fresh.add((RouteTable) serde.deserialize(record.topic(), record.value()));
    }
    tables.addAll(fresh);
    return fresh;
  }

  /** The journal as it was written. */
  public List<JournalEntry> records() {
    return records;
  }

  /** The journal in the heart's words. */
  public List<Entry> journal() {
    return journal;
  }

  /** All tables in the order in which they were written. */
  public List<RouteTable> tables() {
    return tables;
  }

  public Optional<RouteTable> newestTable() {
    return tables.isEmpty() ? Optional.empty() : Optional.of(tables.get(tables.size() - 1));
  }

  /** The model as it follows from the journal. */
  public Model model() {
    return follower.model();
  }

  /** The same, for reading. */
  public RolloutView view() {
    return follower.view();
  }
}
