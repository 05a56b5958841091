package dev.turnout.agents.agent;

import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.events.AgentReport;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;

/**
 * An hour and more without Kafka in a few seconds: reports of ten models, each of which holds 10
 * kB. Ends with 0 if the heap was large enough.
 */
final class ReportFlood {
  private static final int SECONDS = 4 * 3600;
  private static final int MODELS = 10;
  private static final int BYTES = 10_000;

  private ReportFlood() {}

  /** So that reports come as far as Kafka's own buffers. */
  public static final class Heavy implements Serializer<Object> {
    @Override
    public byte[] serialize(String topic, Object data) {
      return new byte[BYTES];
    }
  }

  public static void main(String[] arguments) throws Exception {
    KafkaSettings settings =
        new KafkaSettings(
            Map.of(
                "bootstrap.servers",
                arguments[0],
                "schema.registry.url",
                "http://127.0.0.1:1",
                "value.serializer",
                Heavy.class.getName(),
                "value.deserializer",
                "none"));
    AgentMetrics metrics = new AgentMetrics();
    try (ReportSender sender = new ReportSender(settings, metrics, "node-1")) {
      for (int second = 0; second < SECONDS; second++) {
        for (int model = 0; model < MODELS; model++) {
          byte[] held = new byte[BYTES];
          sender.send(
              "turnout.metrics", "model-" + model, number -> report(number, (long) held.length));
        }
        if (second % 20 == 0) {
          Thread.sleep(5);
        }
      }
    }
    System.exit(0);
  }

  private static AgentReport report(long number, long at) {
    return new AgentReport(
        "m", "node-1", "boot", number, at, 0L, false, null, List.of(), List.of(), Map.of());
  }
}
