package dev.turnout.bridge.bus;

import dev.turnout.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The bus as one source of one bridge sees it. Its {@link #toString} shows no secret.
 *
 * @param kafka settings of the clients and of the schema registry
 * @param bridge name of the bridge, 1 to 60 letters, digits, '.', '_' and '-'
 * @param source which of its sources, such as {@code otlp}
 */
public record BridgeBus(Map<String, String> kafka, Topics topics, String bridge, String source) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,60}");

  public BridgeBus {
    kafka = Map.copyOf(kafka);
    if (!NAME.matcher(bridge).matches()) {
      throw new IllegalArgumentException(
          "Expected a name of 1 to 60 letters, digits, '.', '_' and '-', but got '%s' (such as otel)"
              .formatted(bridge));
    }
  }

  /** The group that holds the position in the source. */
  public String group() {
    return topics.bridgePrefix() + bridge + "-" + source;
  }

  /** What the keys of its state begin with. */
  String stateKey() {
    return bridge + "-" + source + "/";
  }

  /** Reads only what was committed, from where it says. */
  public Map<String, Object> consumer() {
    Map<String, Object> settings = clients();
    settings.put("group.id", group());
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "none");
    settings.put("isolation.level", "read_committed");
    settings.put("allow.auto.create.topics", "false");
    settings.remove("group.instance.id");
    return settings;
  }

  Map<String, Object> producer() {
    Map<String, Object> settings = clients();
    settings.put("transactional.id", group());
    settings.put("enable.idempotence", "true");
    settings.put("acks", "all");
    settings.putIfAbsent("transaction.timeout.ms", "20000");
    settings.putIfAbsent("linger.ms", "20");
    settings.putIfAbsent("compression.type", "lz4");
    settings.putIfAbsent("max.block.ms", "30000");
    settings.putIfAbsent("delivery.timeout.ms", "30000");
    settings.putIfAbsent("request.timeout.ms", "10000");
    settings.putIfAbsent("max.request.size", "8388608");
    return settings;
  }

  private Map<String, Object> clients() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().removeIf(key -> key.endsWith("serializer"));
    return settings;
  }

  @Override
  public String toString() {
    return "BridgeBus[bridge=%s, source=%s, topics=%s]".formatted(bridge, source, topics);
  }
}
