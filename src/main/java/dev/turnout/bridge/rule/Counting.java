package dev.turnout.bridge.rule;

import dev.turnout.bridge.ledger.Meaning;
import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the series that a rule takes are counted as.
 *
 * @param kinds counters and latency of the requests; may be empty
 * @param outcome answers, or requests on which something may happen, are counted under this name
 * @param badOf only the bad ones, or the ones on which it happened, of another rule's outcome
 * @param grades grades in [0, 1] are counted under this name
 * @param histogram values of which less is better are counted under this name
 * @param scale what those values are multiplied with, greater than 0
 * @param unit of the latency; empty if the series say it
 * @param bad which of the series are of failed requests, bad answers or what happened
 */
public record Counting(
    Set<Kind> kinds,
    Optional<String> outcome,
    Optional<String> badOf,
    Optional<String> grades,
    Optional<String> histogram,
    double scale,
    Optional<Unit> unit,
    Match bad) {

  /** What the nodes report otherwise. */
  public enum Kind {
    REQUESTS,
    ERRORS,
    LATENCY
  }

  private static final Map<String, Kind> KINDS =
      Map.of("requests", Kind.REQUESTS, "errors", Kind.ERRORS, "latency", Kind.LATENCY);

  public Counting {
    kinds = kinds.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(kinds));
    if (kinds.isEmpty()
        && outcome.isEmpty()
        && badOf.isEmpty()
        && grades.isEmpty()
        && histogram.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected what the metric is counted as, but got nothing (write counts: [requests, latency], outcome: NAME, badOf: NAME, grades: NAME or histogram: NAME)");
    }
    if (kinds.contains(Kind.REQUESTS) && kinds.contains(Kind.ERRORS)) {
      throw new IllegalArgumentException(
          "Expected requests or errors, but got both (write bad: {status: \"5*\"} to tell which requests are errors)");
    }
    if (!(scale > 0)) {
      throw new IllegalArgumentException("Expected a scale greater than 0, but got " + scale);
    }
    if (histogram.filter(Counts.LATENCY::equals).isPresent()) {
      throw new IllegalArgumentException(
          "Expected the name of a histogram of your own, but got 'latency' (write counts: [latency])");
    }
  }

  /** Reads the keys of a rule that say it, from a map that has others, too. */
  public static Keys keys(YamlMap map) {
    return new Keys(
        map.optional(
            "counts", list -> list.list(word -> word.choice(KINDS)).map(Set::copyOf), Set.of()),
        map.optional("outcome", YamlNode::string),
        map.optional("badOf", YamlNode::string),
        map.optional("grades", YamlNode::string),
        map.optional("histogram", YamlNode::string),
        map.optional("scale", YamlNode::decimal, 1.0),
        map.optional("unit", unit -> unit.choice(Unit.BY_SYMBOL)),
        map.optional("bad", Match::read, Match.ALL));
  }

  /** The keys, to be made a {@link Counting} once the map is built. */
  public record Keys(
      YamlField<Set<Kind>> kinds,
      YamlField<Optional<String>> outcome,
      YamlField<Optional<String>> badOf,
      YamlField<Optional<String>> grades,
      YamlField<Optional<String>> histogram,
      YamlField<Double> scale,
      YamlField<Optional<Unit>> unit,
      YamlField<Match> bad) {

    public Counting get() {
      return new Counting(
          kinds.get(),
          outcome.get(),
          badOf.get(),
          grades.get(),
          histogram.get(),
          scale.get(),
          unit.get(),
          bad.get());
    }
  }

  /**
   * What a series with these attributes is counted as.
   *
   * @param itsUnit unit that the series says; blank if it says none
   * @return empty if it is of no use, because its unit is unknown or it is the latency of failures
   */
  public List<Meaning> of(Map<String, String> attributes, String itsUnit) {
    boolean isBad = !bad.isAll() && bad.matches(attributes);
    List<Meaning> meanings = new ArrayList<>();
    if (kinds.contains(Kind.REQUESTS)) {
      meanings.add(new Meaning.Requests(isBad));
    }
    if (kinds.contains(Kind.ERRORS)) {
      meanings.add(new Meaning.Errors());
    }
    if (kinds.contains(Kind.LATENCY) && !isBad) {
      unit.or(() -> Unit.of(itsUnit))
          .ifPresent(known -> meanings.add(new Meaning.Latency(known.toMillis())));
    }
    outcome.ifPresent(name -> meanings.add(new Meaning.Graded(name, true, isBad)));
    badOf.ifPresent(name -> meanings.add(new Meaning.Graded(name, false, true)));
    grades.ifPresent(name -> meanings.add(new Meaning.Grades(name)));
    histogram.ifPresent(name -> meanings.add(new Meaning.Measured(name, scale)));
    return meanings;
  }
}
