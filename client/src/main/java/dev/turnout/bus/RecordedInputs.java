package dev.turnout.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.orchestrator.audit.InputLog;
import dev.turnout.orchestrator.desk.InputDecoder;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Positions;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.output.ProgressLine;
import dev.turnout.schemas.RegistryException;
import dev.turnout.schemas.Serdes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The inputs of one model that are still on the bus, from the oldest on, read as they are asked
 * for.
 */
public final class RecordedInputs implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Connection connection;
  private final String model;
  private final Deserializer<Object> values;
  private final Map<InputTopic, Log> logs = new EnumMap<>(InputTopic.class);

  private Optional<ProgressLine> progress = Optional.empty();

  private RecordedInputs(Connection connection, String model) {
    this.connection = connection;
    this.model = model;
    this.values = Serdes.valueDeserializer(connection.patient());
  }

  /** The inputs that there are now. */
  public static RecordedInputs open(Connection connection, String model) {
    RecordedInputs inputs = new RecordedInputs(connection, model);
    try {
      for (InputTopic topic : InputTopic.values()) {
        TopicReader reader =
            TopicReader.ofModel(connection, topic.nameIn(connection.topics()), model);
        inputs.logs.put(topic, inputs.new Log(reader));
      }
      return inputs;
    } catch (RuntimeException e) {
      inputs.close();
      throw e;
    }
  }

  /** Shows from now on how much of the inputs was read. */
  public RecordedInputs shownBy(ProgressLine line) {
    progress = Optional.of(line);
    return this;
  }

  /** One log for each input topic. */
  public Map<InputTopic, InputLog> logs() {
    return Collections.unmodifiableMap(logs);
  }

  /** Offset of the oldest record of each topic that is still there. */
  public Positions oldest() {
    Positions oldest = new Positions();
    logs.forEach((topic, log) -> oldest.advance(topic, log.begin));
    return oldest;
  }

  @Override
  public void close() {
    logs.values().forEach(log -> log.reader.close());
    values.close();
  }

  private void show(ProgressLine line) {
    long all = logs.values().stream().mapToLong(log -> log.end - log.begin).sum();
    long read = logs.values().stream().mapToLong(log -> log.position - log.begin).sum();
    line.at((double) read / Math.max(1, all), "%d of %d inputs".formatted(read, all));
  }

  private final class Log implements InputLog {
    private final TopicReader reader;
    private final InputDecoder decoder;
    private final long begin;
    private final long end;
    private long position;
    private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private Optional<Received> next = Optional.empty();

    Log(TopicReader reader) {
      this.reader = reader;
      this.decoder = new InputDecoder(connection.topics(), reader.partitionCount(), values);
      reader.seekToBeginning();
      this.begin = reader.position();
      this.position = begin;
      this.end = reader.end();
    }

    @Override
    public Optional<Received> peek(long before) {
      if (next.isEmpty()) {
        fill(Math.min(before, end));
        next = Optional.ofNullable(waiting.peek()).filter(r -> r.offset() < before).map(this::read);
      }
      return next.filter(received -> received.offset() < before);
    }

    @Override
    public void take() {
      waiting.remove();
      next = Optional.empty();
    }

    private void fill(long before) {
      while (waiting.isEmpty() && position < before) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          if (record.key() != null && new String(record.key(), UTF_8).equals(model)) {
            waiting.add(record);
          }
        }
        position = reader.position();
        progress.ifPresent(RecordedInputs.this::show);
      }
    }

    private Received read(ConsumerRecord<byte[], byte[]> record) {
      try {
        return decoder.decode(record);
      } catch (RegistryException e) {
        throw Reach.failure(connection, e);
      }
    }
  }
}
