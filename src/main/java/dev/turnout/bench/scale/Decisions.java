package dev.turnout.bench.scale;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Lets candidates fail, and takes the time from the bad report to the table that takes them out.
 */
final class Decisions {
  private static final long REST_MS = 50;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Sender sender;
  private int lost;

  Decisions(Sender sender) {
    this.sender = sender;
  }

  /** Bad reports after which nothing came for a minute, a count. */
  int lost() {
    return lost;
  }

  /** Milliseconds of each, while no other fails. */
  List<Double> oneByOne(List<ScaledModel> failing) throws InterruptedException {
    List<Double> all = new ArrayList<>();
    for (ScaledModel model : failing) {
      all.addAll(atOnce(List.of(model)));
      Thread.sleep(REST_MS);
    }
    return all;
  }

  /** Milliseconds of each, while all fail in the same moment. */
  List<Double> atOnce(List<ScaledModel> failing) throws InterruptedException {
    List<ProducerRecord<byte[], byte[]>> reports = new ArrayList<>();
    failing.forEach(model -> reports.addAll(model.badReport(sender)));
    long begin = System.nanoTime();
    reports.forEach(sender::sendNow);
    List<Double> all = new ArrayList<>();
    for (ScaledModel model : failing) {
      all.addAll(took(model, begin));
    }
    return all;
  }

  private List<Double> took(ScaledModel model, long begin) throws InterruptedException {
    try {
      long end = model.turnedBack().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      return List.of((end - begin) / 1e6);
    } catch (TimeoutException e) {
      lost++;
      return List.of();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
