package dev.turnout.bridge.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes {@link Entry entries} as JSON, which only the bridge reads, and reads them back. */
public final class EntryCodec {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  private EntryCodec() {}

  /** A {@link Series} as plain values. */
  private record Flat(
      long start,
      long time,
      long count,
      double sum,
      @Nullable List<Double> bounds,
      @Nullable Integer scale,
      SortedMap<Integer, Long> buckets,
      List<Long> ends) {

    static Flat of(Series series) {
      Amounts total = series.total();
      return new Flat(
          series.startNanos(),
          series.timeNanos(),
          total.count(),
          total.sum(),
          total.shape() instanceof Shape.Explicit explicit ? explicit.bounds() : null,
          total.shape() instanceof Shape.Exponential exponential ? exponential.scale() : null,
          total.buckets(),
          series.ends());
    }

    Series series() {
      Shape shape = Shape.NONE;
      if (bounds != null) {
        shape = new Shape.Explicit(bounds);
      } else if (scale != null) {
        shape = new Shape.Exponential(scale);
      }
      return new Series(start, time, new Amounts(count, sum, shape, new TreeMap<>(buckets)), ends);
    }
  }

  /** The entry's value; empty for one that is forgotten. */
  public static Optional<byte[]> write(Entry entry) {
    return tree(entry).map(EntryCodec::json);
  }

  private static Optional<Object> tree(Entry entry) {
    if (entry instanceof Entry.OfSeries known) {
      return Optional.of(Flat.of(known.state()));
    }
    if (entry instanceof Entry.OfReporter known) {
      return Optional.of(known.state());
    }
    if (entry instanceof Entry.Polled poll) {
      return Optional.of(poll.atNanos());
    }
    return entry instanceof Entry.Asked ? Optional.of(true) : Optional.empty();
  }

  private static byte[] json(Object tree) {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Every entry has a JSON form", e);
    }
  }

  /**
   * The entry of a key.
   *
   * @throws UncheckedIOException if it is none
   */
  public static Entry read(String key, byte @Nullable [] value) {
    try {
      if (key.startsWith(Entry.REPORTER) && value != null) {
        return new Entry.OfReporter(JSON.readValue(value, ReporterState.class));
      }
      if (key.startsWith(Entry.QUESTION)) {
        String question = key.substring(Entry.QUESTION.length());
        return value == null ? new Entry.NotAsked(question) : new Entry.Asked(question);
      }
      if (key.equals(Entry.POLL) && value != null) {
        return new Entry.Polled(JSON.readValue(value, Long.class));
      }
      String id = key.substring(Math.min(key.length(), Entry.SERIES.length()));
      return value == null
          ? new Entry.Forgotten(id)
          : new Entry.OfSeries(id, JSON.readValue(value, Flat.class).series());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the bridge's state of " + key, e);
    }
  }
}
