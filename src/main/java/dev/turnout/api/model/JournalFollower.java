package dev.turnout.api.model;

import dev.turnout.bus.Connection;
import dev.turnout.bus.TopicReader;
import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.policy.OfficeName;
import dev.turnout.output.Documents;
import dev.turnout.view.EventWords;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Tells what is appended to the journal from now on. */
final class JournalFollower extends Follower {
  private static final Duration POLL = Duration.ofMillis(200);

  private final ReadModel model;
  private final Map<String, EventWords> words = new HashMap<>();

  JournalFollower(Connection connection, ReadModel model) {
    super(connection, connection.topics().journal());
    this.model = model;
  }

  @Override
  void begin(TopicReader reader) {
    reader.seekToEnd();
    // What came while nobody read is not told any more.
    model.feed().gap();
  }

  @Override
  void next(TopicReader reader) {
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
      reader
          .decode(record, JournalEntry.class)
          .filter(entry -> !OfficeName.isReserved(entry.getModel()))
          .ifPresent(entry -> take(entry, record.offset()));
    }
  }

  private void take(JournalEntry entry, long offset) {
    model.answers().take(entry);
    EventWords told = words.computeIfAbsent(entry.getModel(), this::words);
    model
        .feed()
        .appended(entry.getModel(), Documents.jsonLine(EntryTree.of(entry, told, offset)).strip());
  }

  private EventWords words(String name) {
    return new EventWords(model.of(name).map(view -> view.state().getSteps()).orElseGet(List::of));
  }
}
