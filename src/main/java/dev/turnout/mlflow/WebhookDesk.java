package dev.turnout.mlflow;

import dev.turnout.events.RolloutCommand;
import dev.turnout.events.StartRollout;
import dev.turnout.orchestrator.codec.SpecCodec;
import dev.turnout.orchestrator.mlflow.MlflowConfig;
import dev.turnout.orchestrator.mlflow.WebhookConfig;
import dev.turnout.spec.RolloutFile;
import dev.turnout.yaml.InvalidDocument;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * Makes commands of deliveries. A delivery that comes again, because its answer was lost or
 * somebody replays it, gives a command of the same id, which changes nothing. Safe for all threads.
 */
final class WebhookDesk {
  /** Where commands go; returns when the bus has the command. */
  @FunctionalInterface
  interface Bus {
    void publish(RolloutCommand command);
  }

  /**
   * A request as it came.
   *
   * @param id header {@code X-MLflow-Delivery-Id}
   * @param timestamp header {@code X-MLflow-Timestamp}, in seconds
   * @param signature header {@code X-MLflow-Signature}
   */
  record Delivery(String id, String timestamp, String signature, byte[] body) {}

  private final WebhookConfig config;
  private final Map<String, String> models;
  private final RolloutTemplate template;
  private final Signature signature;
  private final Deliveries deliveries;
  private final Bus bus;
  private final InstantSource clock;

  WebhookDesk(MlflowConfig mlflow, WebhookConfig config, Bus bus, InstantSource clock) {
    this.config = config;
    this.models = mlflow.models();
    this.template = RolloutTemplate.read(config.template());
    this.signature = new Signature(config.secret());
    this.deliveries = new Deliveries(config.maxAge().multipliedBy(2));
    this.bus = bus;
    this.clock = clock;
  }

  Reply take(Delivery delivery) throws IOException {
    if (!delivery.id().matches("[A-Za-z0-9-]{1,64}")
        || !signature.isRight(
            delivery.id(), delivery.timestamp(), delivery.body(), delivery.signature())) {
      return Reply.refused(
          401,
          "Expected a delivery signed with the webhook's secret, but the signature is not right");
    }
    Instant now = clock.instant();
    Optional<Duration> age = age(delivery.timestamp(), now);
    if (age.isEmpty() || age.get().abs().compareTo(config.maxAge()) > 0) {
      return Reply.refused(
          401,
          "Expected a delivery of the last %d s, but it is another time's (compare the clocks)"
              .formatted(config.maxAge().toSeconds()));
    }
    if (deliveries.isTaken(delivery.id())) {
      return Reply.duplicate(delivery.id());
    }
    Reply reply =
        RegistryEvent.parse(delivery.body())
            .map(event -> start(delivery.id(), event))
            .orElseGet(() -> Reply.refused(400, "Expected JSON, but the body is none"));
    if (reply.status() / 100 == 2) {
      deliveries.take(delivery.id(), now);
    }
    return reply;
  }

  private Reply start(String deliveryId, RegistryEvent event) {
    if (!isWanted(event)) {
      return Reply.ignored("%s starts no rollout here".formatted(event.kind()));
    }
    if (!event.isSafe()) {
      return Reply.refused(
          422, "Expected names of letters, digits, '.', '_' and '-' in the event, but got others");
    }
    try {
      RolloutFile file = template.fill(turnoutName(event.model()), event);
      RolloutCommand command = command("mlflow-" + deliveryId, file, event);
      bus.publish(command);
      return Reply.started(
          "rollout %s of %s is asked for by command %s"
              .formatted(file.name().value(), file.model().value(), command.getCommandId()));
    } catch (InvalidDocument e) {
      return Reply.refused(422, String.valueOf(e.getMessage()));
    } catch (KafkaException e) {
      return Reply.failed("Expected Kafka to take the command, but: " + e.getMessage());
    }
  }

  private boolean isWanted(RegistryEvent event) {
    return event.kind().equals(RegistryEvent.ALIAS_SET)
        ? config.aliases().contains(event.alias())
        : event.kind().equals(RegistryEvent.VERSION_CREATED) && config.versions();
  }

  private String turnoutName(String registered) {
    return models.entrySet().stream()
        .filter(model -> model.getValue().equals(registered))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(registered);
  }

  private RolloutCommand command(String id, RolloutFile file, RegistryEvent event) {
    return RolloutCommand.newBuilder()
        .setCommandId(id)
        .setModel(file.model().value())
        .setRollout(file.name().value())
        .setActor("mlflow")
        .setReason(event.inWords())
        .setAction(new StartRollout(SpecCodec.write(file.spec()), config.supersede()))
        .build();
  }

  private static Optional<Duration> age(String seconds, Instant now) {
    try {
      return Optional.of(Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now));
    } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
