package dev.turnout.bus;

import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.schemas.Refusal;
import dev.turnout.schemas.RegistryException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Says in a sentence why the bus cannot be used. */
public final class Reach {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);

  private Reach() {}

  /**
   * Returns when one of the bootstrap addresses accepts a connection. A Kafka client would try a
   * closed port for its whole time limit.
   *
   * @throws Failure naming the addresses that were tried
   */
  public static void probe(Connection connection) {
    List<String> refusals = new ArrayList<>();
    for (String address : connection.bootstrap().split(",", -1)) {
      try (Socket socket = new Socket()) {
        socket.connect(parse(address.strip()), (int) CONNECT_WITHIN.toMillis());
        return;
      } catch (IOException e) {
        refusals.add(address.strip() + " (" + reason(e) + ")");
      }
    }
    throw new Failure(
        Exit.UNREACHABLE,
        "Could not reach the bus at %s. Is the broker running? 'turnout up' starts one; another is named with --bootstrap-server"
            .formatted(String.join(", ", refusals)));
  }

  /** Runs an action on the bus and turns its troubles into a {@link Failure}. */
  public static <T> T over(Connection connection, Supplier<T> action) {
    try {
      return action.get();
    } catch (KafkaException e) {
      throw failure(connection, e);
    }
  }

  /** The same for what an admin client or a producer promised. */
  public static Failure failure(Connection connection, ExecutionException promised) {
    return promised.getCause() instanceof KafkaException cause
        ? failure(connection, cause)
        : new Failure(Exit.UNREACHABLE, "The bus refused: " + promised.getMessage(), promised);
  }

  /** What a trouble means to the user. */
  public static Failure failure(Connection connection, KafkaException e) {
    String bus = "the bus at " + connection.bootstrap();
    if (e instanceof RegistryException) {
      return new Failure(
          Exit.UNREACHABLE, "The schema registry could not be used: " + e.getMessage(), e);
    }
    Optional<Refusal> refusal = Refusal.in(e);
    if (refusal.isPresent()) {
      return new Failure(
          Exit.UNREACHABLE, "%s refused: %s".formatted(capital(bus), refusal.get().sentence()), e);
    }
    if (e instanceof UnknownTopicOrPartitionException) {
      return missingTopics(connection);
    }
    if (e instanceof TimeoutException) {
      return new Failure(
          Exit.UNREACHABLE,
          "%s did not answer in time: %s%s"
              .formatted(capital(bus), e.getMessage(), hint(connection)),
          e);
    }
    Exit exit = e instanceof ConfigException ? Exit.INVALID_INPUT : Exit.UNREACHABLE;
    return new Failure(exit, "Trouble with %s: %s".formatted(bus, Refusal.bottom(e)), e);
  }

  /** Who speaks plainly to a port that wants TLS gets no answer at all. */
  private static String hint(Connection connection) {
    return connection.properties().containsKey(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)
        ? ""
        : " (if it wants TLS or a login, --command-config names a file with 'security.protocol' and the like)";
  }

  /** The topics have not been created. */
  public static Failure missingTopics(Connection connection) {
    return new Failure(
        Exit.UNREACHABLE,
        "The bus at %s has no topics '%s.*'. Create them with 'turnout topics create', or name the installation's prefix with --topic-prefix"
            .formatted(connection.bootstrap(), connection.topics().prefix()));
  }

  private static InetSocketAddress parse(String address) {
    int colon = address.lastIndexOf(':');
    try {
      int port = Integer.parseInt(address.substring(colon + 1));
      String host =
          address.substring(address.indexOf("://") < 0 ? 0 : address.indexOf("://") + 3, colon);
      return new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), port);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw Failure.invalid(
          "Expected a bootstrap address host:port, but got '%s' (such as localhost:9092)", address);
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.net.UnknownHostException
        ? "unknown host"
        : String.valueOf(e.getMessage()).toLowerCase(java.util.Locale.ROOT);
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
