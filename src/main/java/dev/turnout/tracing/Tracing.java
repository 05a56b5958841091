package dev.turnout.tracing;

import dev.turnout.agents.agent.TableTracer;
import dev.turnout.orchestrator.stream.DecisionTracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * OpenTelemetry, if its own variables ask for it: {@code OTEL_EXPORTER_OTLP_ENDPOINT}, or {@code
 * OTEL_TRACES_EXPORTER}. Without them nothing of it is loaded.
 */
public final class Tracing implements AutoCloseable {
  private static final List<String> ENDPOINTS =
      List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");

  private final Optional<OpenTelemetrySdk> sdk;

  private Tracing(Optional<OpenTelemetrySdk> sdk) {
    this.sdk = sdk;
  }

  /**
   * What the environment asks for.
   *
   * @param service name of this program in the traces, if the environment gives no other
   * @throws RuntimeException saying which variable cannot be used
   */
  public static Tracing of(Map<String, String> environment, String service) {
    return new Tracing(
        isWanted(environment) ? Optional.of(start(environment, service)) : Optional.empty());
  }

  private static boolean isWanted(Map<String, String> environment) {
    String exporter = environment.getOrDefault("OTEL_TRACES_EXPORTER", "");
    boolean named = ENDPOINTS.stream().anyMatch(environment::containsKey) || !exporter.isBlank();
    return named
        && !exporter.equals("none")
        && !Boolean.parseBoolean(environment.get("OTEL_SDK_DISABLED"));
  }

  private static OpenTelemetrySdk start(Map<String, String> environment, String service) {
    Map<String, String> defaults = new HashMap<>();
    defaults.put("otel.service.name", service);
    defaults.put("otel.metrics.exporter", "none");
    defaults.put("otel.logs.exporter", "none");
    defaults.put("otel.exporter.otlp.protocol", "http/protobuf");
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("OTEL_")) {
            defaults.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    return AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesSupplier(() -> defaults)
        .disableShutdownHook()
        .build()
        .getOpenTelemetrySdk();
  }

  /** For an orchestrator. */
  public DecisionTracer decisions() {
    return sdk.<DecisionTracer>map(started -> new Decisions(started.getTracer("dev.turnout")))
        .orElse(DecisionTracer.OFF);
  }

  /** For the agent of a node. */
  public TableTracer tables(String node) {
    return sdk.<TableTracer>map(started -> new Tables(started.getTracer("dev.turnout"), node))
        .orElse(TableTracer.OFF);
  }

  /** Sends what waits. */
  @Override
  public void close() {
    sdk.ifPresent(OpenTelemetrySdk::close);
  }
}
