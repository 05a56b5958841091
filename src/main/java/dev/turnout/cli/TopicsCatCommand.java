package dev.turnout.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.bus.Connection;
import dev.turnout.bus.TopicReader;
import dev.turnout.output.Documents;
import dev.turnout.output.Failure;
import dev.turnout.output.RecordTree;
import dev.turnout.schemas.UndecodableRecordException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the records of a topic as JSON. */
@Command(
    name = "cat",
    description = {
      "Print the records of a topic as JSON, one on each line.",
      "",
      "Values are decoded with the schema registry (kcat, as distributions build it, has no Avro)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout topics cat journal --model fraud",
      "  turnout topics cat journal --last 20 | jq .value.event",
      "  turnout topics cat turnout.dead-letters",
      "  turnout topics cat metrics --follow",
      "  turnout topics cat notifications --follow"
    })
final class TopicsCatCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> PRIVATE = Set.of("snapshot", "snapshotVersion");

  @Mixin private CommonOptions common = new CommonOptions();

  @ArgGroup(validate = false, heading = "%nBus:%n")
  private ConnectionOptions bus = new ConnectionOptions();

  @Parameters(
      paramLabel = "TOPIC",
      description =
          "commands, metrics, agents, routes, journal, rollouts, dead-letters or notifications, with or"
              + " without the prefix.")
  private String topic = "";

  @Option(names = "--model", paramLabel = "MODEL", description = "Records of this model only.")
  private @Nullable String model;

  @Option(names = "--last", paramLabel = "COUNT", description = "The newest records only.")
  private @Nullable Integer last;

  @Option(names = "--follow", description = "Go on with records that come later.")
  private boolean follow;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Connection connection = bus.connection();
    Optional<String> wanted = Optional.ofNullable(model);
    String name = topicName(connection);
    try (TopicReader reader =
        wanted.isPresent()
            ? TopicReader.ofModel(connection, name, wanted.get())
            : TopicReader.ofAll(connection, name)) {
      if (last == null) {
        reader.seekToBeginning();
        reader.readToEnd(record -> print(reader, record, wanted));
      } else {
        printLast(reader, wanted, Math.max(0, last));
      }
      while (follow) {
        reader.poll(Duration.ofSeconds(1)).forEach(record -> print(reader, record, wanted));
      }
    }
    return 0;
  }

  /** The newest of all partitions together, in the order of their times. */
  private void printLast(TopicReader reader, Optional<String> wanted, int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    reader.seekToLast(wanted.isPresent() ? Long.MAX_VALUE / 2 : count);
    reader.readToEnd(
        record -> {
          if (isWanted(record, wanted)) {
            records.add(record);
          }
        });
    records.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
    records
        .subList(Math.max(0, records.size() - count), records.size())
        .forEach(record -> print(reader, record, wanted));
  }

  private String topicName(Connection connection) {
    List<String> all = new ArrayList<>(connection.topics().all());
    all.add(connection.topics().notifications());
    String full = connection.topics().prefix() + "." + topic;
    if (!all.contains(topic) && !all.contains(full)) {
      throw Failure.invalid("Expected one of the topics %s, but got '%s'", all, topic);
    }
    return all.contains(topic) ? topic : full;
  }

  private static boolean isWanted(ConsumerRecord<byte[], byte[]> record, Optional<String> model) {
    return model.isEmpty() || text(record.key()).equals(model.get());
  }

  private void print(
      TopicReader reader, ConsumerRecord<byte[], byte[]> record, Optional<String> wanted) {
    if (isWanted(record, wanted)) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(Documents.jsonLine(tree(reader, record)));
      out.flush();
    }
  }

  private static Map<String, Object> tree(
      TopicReader reader, ConsumerRecord<byte[], byte[]> record) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("partition", record.partition());
    tree.put("offset", record.offset());
    tree.put("at", Instant.ofEpochMilli(record.timestamp()).toString());
    tree.put("key", text(record.key()));
    if (record.headers().iterator().hasNext()) {
      Map<String, Object> headers = new LinkedHashMap<>();
      record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
      tree.put("headers", headers);
    }
    value(reader, record, tree);
    return tree;
  }

  /** Bytes that are no record of ours, as in the dead letters, are shown as Base64. */
  private static void value(
      TopicReader reader, ConsumerRecord<byte[], byte[]> record, Map<String, Object> tree) {
    Optional<Object> json = json(record);
    if (json.isPresent()) {
      tree.put("value", json.get());
      return;
    }
    try {
      reader
          .decode(record)
          .ifPresent(
              value ->
                  tree.put(
                      "value",
                      value instanceof IndexedRecord avro
                          ? RecordTree.of(avro, PRIVATE)
                          : String.valueOf(value)));
    } catch (UndecodableRecordException e) {
      tree.put("undecodable", String.valueOf(e.getMessage()));
      tree.put("base64", Base64.getEncoder().encodeToString(record.value()));
    }
  }

  /** Notifications say that they are JSON. */
  private static Optional<Object> json(ConsumerRecord<byte[], byte[]> record) {
    Header type = record.headers().lastHeader("content-type");
    if (type == null || record.value() == null || !text(type.value()).contains("json")) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(record.value(), Object.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }
}
