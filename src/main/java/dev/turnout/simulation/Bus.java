package dev.turnout.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Carries messages, with all faults that were ordered. Messages of one time arrive as they were
 * sent.
 */
public final class Bus {
  private static final Duration TRANSIT = Duration.ofMillis(5);

  private final List<Fault> faults = new ArrayList<>();
  private final PriorityQueue<Numbered> underWay =
      new PriorityQueue<>(
          Comparator.comparing((Numbered one) -> one.delivery().at())
              .thenComparing(Numbered::number));
  private long sent;

  private record Numbered(Delivery delivery, long number) {}

  public void breakBy(Fault fault) {
    faults.add(fault);
  }

  void send(Message message, Instant now) {
    List<Delivery> deliveries = List.of(new Delivery(message, now.plus(TRANSIT)));
    for (Fault fault : faults) {
      deliveries = deliveries.stream().flatMap(one -> fault.strike(one).stream()).toList();
    }
    for (Delivery delivery : deliveries) {
      underWay.add(new Numbered(delivery, sent++));
    }
  }

  /** Lets arrive what is due; what is sent meanwhile arrives later. */
  void deliver(Instant now) {
    while (!underWay.isEmpty() && !underWay.element().delivery().at().isAfter(now)) {
      Delivery due = underWay.remove().delivery();
      due.message().arrival().accept(due.at());
    }
  }
}
