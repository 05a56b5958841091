package dev.turnout.bus;

import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.TopicsAdmin;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;

/** The topics of an installation, seen by an administrator. */
public final class Cluster {
  private Cluster() {}

  /**
   * Does something with the topics.
   *
   * @throws dev.turnout.output.Failure when the cluster refuses or does not answer
   */
  public static <T> T administer(
      Connection connection, TopicSettings settings, Function<TopicsAdmin, T> action) {
    Reach.probe(connection);
    return Reach.over(
        connection,
        () -> {
          Admin admin = Admin.create(connection.patient());
          try {
            return action.apply(new TopicsAdmin(admin, connection.topics(), settings));
          } finally {
            admin.close(Duration.ofSeconds(1));
          }
        });
  }
}
