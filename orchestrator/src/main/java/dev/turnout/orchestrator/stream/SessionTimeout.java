package dev.turnout.orchestrator.stream;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long an orchestrator may be silent until the group goes on without it. */
final class SessionTimeout {

  /** Shorter ones would call a pause of the machine a death. */
  static final Duration LEAST = Duration.ofSeconds(2);

  /** What brokers allow that nobody has told otherwise. */
  static final Duration USUAL = Duration.ofSeconds(6);

  private static final Logger LOG = LoggerFactory.getLogger(SessionTimeout.class);
  private static final String FLOOR = "group.min.session.timeout.ms";

  private SessionTimeout() {}

  /**
   * The shortest one that the brokers allow, at least {@link #LEAST}; {@link #USUAL} if they do not
   * say, such as for lack of the right to ask.
   */
  static Duration shortest(Admin admin) {
    try {
      Node broker = admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).iterator().next();
      var resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
      String floor =
          admin
              .describeConfigs(List.of(resource))
              .all()
              .get(5, TimeUnit.SECONDS)
              .values()
              .iterator()
              .next()
              .get(FLOOR)
              .value();
      Duration allowed = Duration.ofMillis(Long.parseLong(floor));
      return allowed.compareTo(LEAST) < 0 ? LEAST : allowed;
    } catch (ExecutionException | TimeoutException | NumberFormatException e) {
      LOG.info("Brokers do not tell {}, taking {} reason={}", FLOOR, USUAL, e.toString());
      return USUAL;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
