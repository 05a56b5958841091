package dev.turnout.agents.probe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The health service of gRPC, {@code grpc.health.v1.Health/Check}, over h2c.
 *
 * @param service whose health is asked, at most 100 characters of ASCII; empty for the whole server
 */
public record GrpcReadiness(String service) implements Readiness {
  private static final String METHOD = "/grpc.health.v1.Health/Check";
  private static final int SERVING = 1;
  private static final String[] STATES = {"UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"};

  public GrpcReadiness {
    if (!service.matches("\\p{ASCII}{0,100}")) {
      throw new IllegalArgumentException(
          "Expected the name of a gRPC service, at most 100 characters, but got '%s'"
              .formatted(service));
    }
  }

  @Override
  public CompletableFuture<Optional<String>> complaint(
      ServedVersion version, HttpProbe probe, Duration timeout) {
    return probe
        .call(version.endpoint(), METHOD, request(), timeout)
        .handle(
            (answer, failure) ->
                failure == null
                    ? complaint(answer)
                    : Optional.of(
                        "Expected SERVING from %s, but no answer came: %s"
                            .formatted(METHOD, failure.getMessage())));
  }

  private static Optional<String> complaint(GrpcAnswer answer) {
    if (answer.status() != 0) {
      return Optional.of(
          "Expected SERVING from %s, but got gRPC status %d: %s"
              .formatted(METHOD, answer.status(), answer.text()));
    }
    int state = state(answer.message());
    return state == SERVING
        ? Optional.empty()
        : Optional.of(
            "Expected SERVING from %s, but got %s"
                .formatted(METHOD, state < STATES.length ? STATES[state] : "state " + state));
  }

  /** {@code message HealthCheckRequest { string service = 1; }}; what is empty is left out. */
  private byte[] request() {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    if (!service.isEmpty()) {
      message.write(0x0A);
      message.write(service.length());
      message.writeBytes(service.getBytes(StandardCharsets.US_ASCII));
    }
    return message.toByteArray();
  }

  /** {@code message HealthCheckResponse { ServingStatus status = 1; }}; UNKNOWN is left out. */
  private static int state(byte[] message) {
    return message.length >= 2 && message[0] == 0x08 ? message[1] & 0x7F : 0;
  }
}
