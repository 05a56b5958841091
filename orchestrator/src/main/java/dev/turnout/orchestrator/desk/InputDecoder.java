package dev.turnout.orchestrator.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.orchestrator.codec.CommandCodec;
import dev.turnout.orchestrator.codec.ReportCodec;
import dev.turnout.orchestrator.rollout.AgentReported;
import dev.turnout.orchestrator.rollout.CommandReceived;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.orchestrator.rollout.InvalidCommandReceived;
import dev.turnout.orchestrator.rollout.MetricsReported;
import dev.turnout.orchestrator.rollout.TurnedAwayCommandReceived;
import dev.turnout.orchestrator.routing.Expect;
import dev.turnout.schemas.ModelName;
import dev.turnout.schemas.RegistryException;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.UndecodableRecordException;
import java.io.IOException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Turns bytes into inputs. What can never be used becomes a dead letter; an invalid command that
 * says who asked is answered instead.
 */
public final class InputDecoder {

  /** Longest value that is read, in bytes. */
  static final int LONGEST_VALUE = 1024 * 1024;

  /**
   * Largest command that is carried out, in bytes: what follows from it, a journal entry and the
   * state, are several times as large and must fit into messages.
   */
  static final int LONGEST_COMMAND = 128 * 1024;

  private final Topics topics;
  private final int partitions;
  private final Deserializer<Object> deserializer;
  private final CommandDoor door;

  /** A decoder that lets every command pass; for the rest as the other one. */
  public InputDecoder(Topics topics, int partitions, Deserializer<Object> deserializer) {
    this(topics, partitions, deserializer, CommandDoor.OPEN);
  }

  /**
   * A decoder of the inputs of these topics.
   *
   * @param partitions of each of them, a count from 1
   * @param deserializer stays the caller's
   * @param door says which commands may pass
   */
  public InputDecoder(
      Topics topics, int partitions, Deserializer<Object> deserializer, CommandDoor door) {
    this.topics = topics;
    this.partitions = partitions;
    this.deserializer = deserializer;
    this.door = door;
  }

  /** The record without its content: for a model that has it, only the time counts. */
  public Received unread(ConsumerRecord<byte[], byte[]> record) {
    return Received.unread(
        InputTopic.named(record.topic(), topics), record, Instant.ofEpochMilli(record.timestamp()));
  }

  /**
   * The record's content.
   *
   * @throws RegistryException if the schema registry gives no answer: try again later
   */
  public Received decode(ConsumerRecord<byte[], byte[]> record) {
    InputTopic topic = InputTopic.named(record.topic(), topics);
    Instant at = Instant.ofEpochMilli(record.timestamp());
    try {
      return Received.of(topic, record, at, input(topic, record, at));
    } catch (PoisonException | IllegalArgumentException e) {
      return Received.poisoned(topic, record, at, String.valueOf(e.getMessage()));
    }
  }

  private Input input(InputTopic topic, ConsumerRecord<byte[], byte[]> record, Instant at) {
    Object message = message(record);
    return switch (topic) {
      case COMMANDS -> command(as(dev.turnout.events.RolloutCommand.class, message), record, at);
      case AGENTS -> {
        var report = as(dev.turnout.events.AgentReport.class, message);
        requirePlace(record, report.getModel());
        yield new AgentReported(ReportCodec.read(report), at);
      }
      case METRICS -> {
        var report = as(dev.turnout.events.MetricReport.class, message);
        requirePlace(record, report.getModel());
        yield new MetricsReported(ReportCodec.read(report), at);
      }
    };
  }

  private Input command(
      dev.turnout.events.RolloutCommand command,
      ConsumerRecord<byte[], byte[]> record,
      Instant at) {
    requirePlace(record, command.getModel());
    Passage passage = door.judge(record, command);
    if (passage.refusal().isPresent()) {
      return new TurnedAwayCommandReceived(
          CommandCodec.envelope(command),
          CommandCodec.wordOf(command),
          passage.signedBy(),
          passage.refusal().get(),
          at);
    }
    try {
      Expect.notLarger("a command", record.value().length, LONGEST_COMMAND);
      return new CommandReceived(CommandCodec.read(command), at, passage.signedBy());
    } catch (IllegalArgumentException e) {
      return new InvalidCommandReceived(
          CommandCodec.envelope(command),
          CommandCodec.wordOf(command),
          String.valueOf(e.getMessage()),
          at,
          passage.signedBy());
    }
  }

  private Object message(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new PoisonException("Expected a value, but got none");
    }
    if (record.value().length > LONGEST_VALUE) {
      throw new PoisonException(
          "Expected at most %d bytes, but got %d".formatted(LONGEST_VALUE, record.value().length));
    }
    try {
      return deserializer.deserialize(record.topic(), record.headers(), record.value());
    } catch (UndecodableRecordException e) {
      throw new PoisonException(String.valueOf(e.getMessage()));
    } catch (SerializationException e) {
      if (isOutage(e)) {
        throw RegistryException.noAnswer(e);
      }
      throw new PoisonException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Other people's deserializers wrap a registry that does not answer like bytes that do not fit.
   */
  private static boolean isOutage(Throwable failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static <T> T as(Class<T> type, Object message) {
    if (!type.isInstance(message)) {
      throw new PoisonException(
          "Expected a %s, but got a %s"
              .formatted(type.getSimpleName(), message.getClass().getSimpleName()));
    }
    return type.cast(message);
  }

  /** The key decides the partition: under another one the record would go to somebody else. */
  private void requirePlace(ConsumerRecord<byte[], byte[]> record, String model) {
    if (!ModelName.isValid(model)) {
      throw new PoisonException(
          "Expected a model name such as 'fraud', but got '%s'".formatted(Expect.quoted(model)));
    }
    String key = record.key() == null ? "" : new String(record.key(), UTF_8);
    if (!key.equals(model)) {
      throw new PoisonException(
          "Expected the model '%s' as key, but got '%s'".formatted(model, Expect.quoted(key)));
    }
    int expected = Topics.partitionOf(model, partitions);
    if (record.partition() != expected) {
      throw new PoisonException(
          "Expected the key '%s' in partition %d, where Kafka's own clients put it, but got it in partition %d (with librdkafka write partitioner=murmur2_random)"
              .formatted(key, expected, record.partition()));
    }
  }

  private static final class PoisonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PoisonException(String message) {
      super(message);
    }
  }
}
