package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.RateSource;
import dev.turnout.orchestrator.analysis.TrafficKind;
import dev.turnout.orchestrator.plan.Durations;
import dev.turnout.orchestrator.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a plan cannot do at any traffic. */
public final class Shortcomings {
  private Shortcomings() {}

  /**
   * One sentence each, with what to write instead.
   *
   * @param labelDelay mean time until a label comes; empty if unknown
   */
  public static List<String> of(AnalysisSpec analysis, Plan plan, Optional<Duration> labelDelay) {
    List<String> sentences = new ArrayList<>();
    List<Stage> stages = Stages.of(plan, analysis.beta(), 1);
    Set<MetricSpec> alone = new LinkedHashSet<>(analysis.metrics());
    for (TrafficKind kind : plan.traffic()) {
      Optional<Stage> gated =
          stages.stream().filter(stage -> stage.isGated() && stage.traffic() == kind).findFirst();
      Optional<AnalysisSpec> judged = analysis.on(kind, plan.traffic());
      if (gated.isPresent() && judged.isPresent()) {
        warmUp(judged.get(), gated.get(), sentences);
        labelDelay.ifPresent(delay -> labels(judged.get(), gated.get(), delay, sentences));
        alone.removeAll(judged.get().metrics());
      }
    }
    without(plan, alone, sentences);
    alone(alone, sentences);
    return List.copyOf(sentences);
  }

  /** Metrics of a kind of traffic that the plan does not have. */
  private static void without(Plan plan, Set<MetricSpec> metrics, List<String> sentences) {
    for (TrafficKind kind : EnumSet.complementOf(plan.traffic())) {
      List<MetricSpec> lost =
          metrics.stream()
              .filter(metric -> metric.influence().traffic().equals(Optional.of(kind)))
              .toList();
      lost.forEach(metrics::remove);
      if (!lost.isEmpty()) {
        sentences.add(
            "%s: never judged, because it is watched on %s alone and the plan has none (write another traffic, or remove it)"
                .formatted(
                    names(lost),
                    kind == TrafficKind.MIRRORED ? "copies" : "users of the candidate"));
      }
    }
  }

  private static String names(Collection<MetricSpec> metrics) {
    return metrics.stream().map(MetricSpec::name).collect(Collectors.joining(", "));
  }

  private static void alone(Set<MetricSpec> metrics, List<String> sentences) {
    String blind = names(metrics.stream().filter(metric -> metric.limits().isEmpty()).toList());
    if (!blind.isEmpty()) {
      sentences.add(
          "%s: never judged, because no analysis compares both versions and there is no limit (write a limit, or preview: {weight: 0.05, for: 15m})"
              .formatted(blind));
    }
  }

  private static void warmUp(AnalysisSpec analysis, Stage first, List<String> sentences) {
    Duration block = analysis.blocks().longest();
    Duration blind = analysis.warmUp().time().plus(block);
    if (first.duration().compareTo(blind) < 0) {
      sentences.add(
          "%s: too short to judge anything: %s of warm-up, and up to %s until counts become evidence (write for: %s)"
              .formatted(
                  first.inWords(),
                  Durations.inWords(analysis.warmUp().time()),
                  Durations.inWords(block),
                  Durations.inWords(Cure.time(2 * blind.toSeconds()).orElse(blind))));
    }
  }

  private static void labels(
      AnalysisSpec analysis, Stage first, Duration delay, List<String> sentences) {
    boolean labelled = analysis.metrics().stream().anyMatch(Shortcomings::isScore);
    Duration end = first.duration().plus(analysis.deadline());
    if (labelled && end.compareTo(delay) < 0) {
      sentences.add(
          "%s: labels come after %s, but the stage is inconclusive after %s (write deadline: %s)"
              .formatted(
                  first.inWords(),
                  Durations.inWords(delay),
                  Durations.inWords(end),
                  Durations.inWords(Cure.time(2 * delay.toSeconds()).orElse(delay))));
    }
  }

  private static boolean isScore(MetricSpec metric) {
    return metric instanceof Rate rate && rate.source().kind() == RateSource.Kind.SCORE;
  }
}
