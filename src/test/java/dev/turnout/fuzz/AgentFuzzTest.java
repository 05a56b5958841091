package dev.turnout.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.turnout.agents.agent.RouteCodec;
import dev.turnout.agents.agent.RouteDoors;
import dev.turnout.events.RouteTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Tables of routes that an agent reads from the topic and from its disk. */
@Timeout(300)
class AgentFuzzTest {
  private static final int HEADER = 5;
  private static final long MOST_BYTES = 1024 * 1024;

  @TempDir Path folder;

  private final Mutator mutator = Mutator.ofBytes(Fuzz.SEED);
  private final List<RouteTable> tables = Seeds.all().routes;

  @Test
  void shouldTakeOrSetAsideAnyRecord() {
    // given
    AtomicReference<Optional<String>> answer = new AtomicReference<>();
    Consumer<ConsumerRecord<byte[], byte[]>> decoder =
        RouteDoors.decoder(
            OneDesk.REGISTRY,
            Seeds.MODEL,
            () -> answer.set(Optional.empty()),
            (record, reason) -> answer.set(Optional.of(reason)));
    String topic = OneDesk.TOPICS.routes();
    Messages messages = new Messages(mutator.random());
    List<byte[]> encoded = new ArrayList<>();
    tables.forEach(table -> encoded.add(OneDesk.encode(topic, table)));
    byte[] header = Arrays.copyOf(encoded.get(0), HEADER);
    // when / then
    new Fuzz(
            "agent-table",
            MOST_BYTES,
            input -> {
              decoder.accept(new ConsumerRecord<>(topic, 0, 0, Seeds.MODEL.getBytes(UTF_8), input));
              return answer.get();
            })
        .run(
            80_000,
            () -> {
              if (mutator.random().nextBoolean()) {
                return mutator.next(encoded, HEADER);
              }
              byte[] odd = messages.odd(tables.get(mutator.random().nextInt(tables.size())));
              return ByteBuffer.allocate(HEADER + odd.length).put(header).put(odd).array();
            });
  }

  /** A disk that lies; a table that can be read must still have a meaning or be refused. */
  @Test
  void shouldReadOrForgetAnyFile() throws IOException {
    // given
    ((Logger) LoggerFactory.getLogger("dev.turnout.agents.agent.TableStore")).setLevel(Level.ERROR);
    Path file = folder.resolve(Seeds.MODEL + ".avro");
    List<byte[]> files = new ArrayList<>();
    for (RouteTable table : tables.subList(0, 5)) {
      RouteDoors.store(folder, table);
      files.add(Files.readAllBytes(file));
    }
    // when / then
    new Fuzz(
            "agent-file",
            Integer.MAX_VALUE,
            input -> {
              Files.write(file, input);
              Optional<RouteTable> stored = RouteDoors.stored(folder, Seeds.MODEL);
              return stored.isEmpty() ? Optional.of("it is forgotten") : meaning(stored.get());
            })
        .run(3_000, () -> mutator.next(files, 0));
  }

  private static Optional<String> meaning(RouteTable table) {
    try {
      var unused = RouteCodec.decode(table, "node-1");
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
