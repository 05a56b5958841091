package dev.turnout.agents.agent;

import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.events.RouteTable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How tables come into an agent: from the topic, and from its disk. */
public final class RouteDoors {
  private RouteDoors() {}

  /** The agent's reader of route records for one model. */
  public static Consumer<ConsumerRecord<byte[], byte[]>> decoder(
      Map<String, String> kafka,
      String model,
      Runnable taken,
      BiConsumer<ConsumerRecord<byte[], byte[]>, String> poison) {
    RouteDecoder decoder =
        new RouteDecoder(
            new KafkaSettings(kafka), "node-1", Set.of(model), offer -> taken.run(), poison);
    return decoder::accept;
  }

  /** What the agent finds on its disk. */
  public static Optional<RouteTable> stored(Path directory, String model) {
    return new TableStore(directory).load(model);
  }

  /** What the agent leaves there. */
  public static void store(Path directory, RouteTable table) {
    new TableStore(directory).save(table);
  }
}
