package dev.turnout.control.bus;

import dev.turnout.bus.Connection;
import dev.turnout.bus.Publisher;
import dev.turnout.control.ControlPlane;
import dev.turnout.control.DeadLetters;
import dev.turnout.control.Orders;
import dev.turnout.control.Policies;
import dev.turnout.control.Reports;
import dev.turnout.control.States;
import dev.turnout.events.MetricReport;
import dev.turnout.explain.Explained;
import dev.turnout.explain.Explanation;
import dev.turnout.letters.Decoded;
import dev.turnout.letters.Letter;
import dev.turnout.letters.LetterPage;
import dev.turnout.letters.LetterQuery;
import dev.turnout.letters.LetterTree;
import dev.turnout.letters.Letters;
import dev.turnout.letters.Place;
import java.util.Map;

/** Reads the topics, and writes commands and reports on them. */
public final class BusControlPlane implements ControlPlane {
  private final Connection connection;

  public BusControlPlane(Connection connection) {
    this.connection = connection;
  }

  @Override
  public States states() {
    return new BusStates(connection);
  }

  @Override
  public Orders orders() {
    return model -> BusTalk.about(connection, model);
  }

  @Override
  public Explained explain(String name) {
    return Explanation.of(connection, name);
  }

  @Override
  public Policies policies() {
    return new BusPolicies(connection);
  }

  @Override
  public DeadLetters deadLetters() {
    return new DeadLetters() {
      @Override
      public LetterPage list(LetterQuery query) {
        return LetterPage.read(connection, query);
      }

      @Override
      public Map<String, Object> show(Place place) {
        try (Letters letters = Letters.open(connection)) {
          Letter letter = letters.find(place);
          return LetterTree.whole(letter, letters.replays(letter), Decoded.of(letters, letter));
        }
      }
    };
  }

  @Override
  public Reports reports() {
    Publisher publisher = Publisher.open(connection);
    return new Reports() {
      @Override
      public void publish(MetricReport report) {
        publisher.publish(connection.topics().metrics(), report.getModel(), report);
      }

      @Override
      public void close() {
        publisher.close();
      }
    };
  }
}
