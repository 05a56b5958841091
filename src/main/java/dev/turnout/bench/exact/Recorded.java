package dev.turnout.bench.exact;

import dev.turnout.bench.world.ArmCounts;
import dev.turnout.bench.world.Histogram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Reads the recorded files. */
final class Recorded {
  private Recorded() {}

  /** The lines of a compressed file. */
  static List<String> lines(String name) {
    try (InputStream file = open(name);
        var reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static InputStream open(String name) {
    return Objects.requireNonNull(Recorded.class.getResourceAsStream(name), name);
  }

  static ArmCounts counts(
      double bad,
      double requests,
      double wrong,
      double labels,
      SortedMap<Integer, Double> latency) {
    Histogram histogram = new Histogram();
    latency.forEach((bin, count) -> histogram.add(bin, Math.round(count)));
    return new ArmCounts(
        Math.round(requests), Math.round(bad), Math.round(labels), wrong, histogram);
  }

  /** From {@code bin:count,bin:count}. */
  static SortedMap<Integer, Double> bins(String text) {
    SortedMap<Integer, Double> bins = new TreeMap<>();
    for (String bin : text.split(",", -1)) {
      int colon = bin.indexOf(':');
      if (colon > 0) {
        bins.put(
            Integer.valueOf(bin.substring(0, colon)), Double.valueOf(bin.substring(colon + 1)));
      }
    }
    return bins;
  }
}
