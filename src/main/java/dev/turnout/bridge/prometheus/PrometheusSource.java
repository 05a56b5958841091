package dev.turnout.bridge.prometheus;

import dev.turnout.bridge.bus.BridgeBus;
import dev.turnout.bridge.bus.Outbox;
import dev.turnout.bridge.ledger.Entry;
import dev.turnout.bridge.ledger.Fate;
import dev.turnout.bridge.ledger.Ledger;
import dev.turnout.bridge.ledger.Meaning;
import dev.turnout.bridge.ledger.Questions;
import dev.turnout.bridge.ledger.Reading;
import dev.turnout.bridge.ledger.Reading.Place;
import dev.turnout.bridge.ledger.SeriesNames;
import dev.turnout.bridge.ledger.Temporality;
import dev.turnout.bridge.status.SourceStatus;
import dev.turnout.retry.Pauses;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Asks Prometheus again and again for the samples that came since. It never gives a rate or a sum:
 * each series is counted by itself, so that a server that restarts is noticed. While Prometheus is
 * away nothing is reported, which is neither good nor bad.
 */
public final class PrometheusSource {
  private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(2);
  private static final Duration LONGEST_WINDOW = Duration.ofHours(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

  private final PrometheusConfig config;
  private final BridgeBus bus;
  private final SourceStatus status;
  private final InstantSource clock;

  public PrometheusSource(
      PrometheusConfig config, BridgeBus bus, SourceStatus status, InstantSource clock) {
    this.config = config;
    this.bus = bus;
    this.status = status;
    this.clock = clock;
  }

  /** Polls until it is to stop, or the bus fails. */
  public void follow(BooleanSupplier stopping) {
    try (Outbox outbox = Outbox.open(bus);
        Arms arms = new Arms(bus)) {
      new Session(outbox, arms).run(stopping);
    }
  }

  /** Whom a query asks for. */
  private record Ask(PrometheusQuery query, String model, String version) {}

  private final class Session {
    private final PrometheusClient client = new PrometheusClient(config);
    private final Outbox outbox;
    private final Arms arms;
    private final Ledger ledger = new Ledger();
    private final Questions questions = new Questions();
    private Instant wellAt;

    private Session(Outbox outbox, Arms arms) {
      this.outbox = outbox;
      this.arms = arms;
      outbox.restore(this::restore);
      Duration missed = ledger.size() == 0 ? SHORTEST_WINDOW : LONGEST_WINDOW;
      this.wellAt = clock.instant().minus(missed);
    }

    private void restore(Entry entry) {
      ledger.restore(entry);
      questions.restore(entry);
    }

    private void run(BooleanSupplier stopping) {
      Duration pause = config.interval();
      while (!stopping.getAsBoolean()) {
        try {
          poll();
          pause = config.interval();
        } catch (PrometheusException e) {
          status.failed(String.valueOf(e.getMessage()));
          Duration longer = pause.multipliedBy(2);
          pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
        Pauses.rest(pause, stopping);
      }
    }

    private void poll() {
      Instant now = clock.instant();
      Map<Ask, List<Sample>> answers = new HashMap<>();
      for (Ask ask : asks()) {
        answers.put(ask, ask(ask, now));
      }
      answers.forEach(this::count);
      ledger.forget(nanos(now.minus(Ledger.FORGOTTEN)));
      Ledger.Change change = ledger.flush(now.toEpochMilli());
      Set<String> asked = answers.keySet().stream().map(this::name).collect(Collectors.toSet());
      outbox.commit(new Outbox.Batch().with(change).with(questions.polled(asked, nanos(now))));
      status.wrote(change.reports().size(), ledger.size());
      status.well();
      wellAt = now;
    }

    private List<Ask> asks() {
      List<Ask> asks = new ArrayList<>();
      for (Map.Entry<String, SortedSet<String>> model : arms.now().entrySet()) {
        if (config.wants(model.getKey())) {
          for (String version : model.getValue()) {
            config.queries().forEach(q -> asks.add(new Ask(q, model.getKey(), version)));
          }
        }
      }
      return asks;
    }

    private List<Sample> ask(Ask ask, Instant now) {
      Duration since = Duration.between(wellAt, now).plus(config.interval());
      Duration window = since.compareTo(SHORTEST_WINDOW) < 0 ? SHORTEST_WINDOW : since;
      Duration bounded = window.compareTo(LONGEST_WINDOW) > 0 ? LONGEST_WINDOW : window;
      return Samples.of(client.matrix(ask.query().of(ask.model(), ask.version(), bounded)));
    }

    private void count(Ask ask, List<Sample> samples) {
      for (Sample sample : samples) {
        List<Meaning> meanings = ask.query().counting().of(sample.labels(), "s");
        if (meanings.isEmpty()) {
          status.read(Fate.UNMATCHED);
          continue;
        }
        String id =
            SeriesNames.of(ask.query().name(), ask.model() + "/" + ask.version(), sample.labels());
        Optional<Long> known = ledger.lastTime(id);
        // Most samples came with the poll before already.
        if (known.filter(time -> sample.timeNanos() <= time).isEmpty()) {
          status.read(ledger.take(reading(ask, id, known.isPresent(), sample, meanings), 1));
        }
      }
    }

    private Reading reading(
        Ask ask, String id, boolean known, Sample sample, List<Meaning> meanings) {
      String node =
          ask.query()
              .node()
              .flatMap(label -> Optional.ofNullable(sample.labels().get(label)))
              .orElse(bus.bridge());
      return new Reading(
          id,
          new Place(ask.model(), node, ask.version()),
          Temporality.CUMULATIVE,
          known ? 0 : beganAt(ask),
          sample.timeNanos(),
          sample.amounts(),
          meanings);
    }

    /** A series that was not there at the poll before has counted from zero since; else unknown. */
    private long beganAt(Ask ask) {
      return questions.lastAsked(name(ask)).orElse(0L);
    }

    /** Another server or selector is another question, which may show series that are not new. */
    private String name(Ask ask) {
      String selects = ask.query().selects(ask.model(), ask.version());
      return SeriesNames.of(ask.query().name(), config.url() + " " + selects, Map.of());
    }
  }

  private static long nanos(Instant time) {
    return time.toEpochMilli() * 1_000_000;
  }
}
