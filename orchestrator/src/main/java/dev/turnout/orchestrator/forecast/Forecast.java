package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.TrafficKind;
import dev.turnout.orchestrator.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a rollout will be able to show at a given traffic, said before it starts.
 *
 * <p>Times are medians, derived from how fast evidence grows ({@link
 * dev.turnout.orchestrator.statistics.EvidenceRate}); 19 of 20 rollouts take less than about three
 * times as long.
 *
 * @param fullWeightAfter how long a candidate as good as the baseline takes until it has all
 *     traffic, or has passed a shadow that ends without a switch; empty if the plan ends
 *     inconclusive before
 * @param stages in the order of the plan
 * @param warnings what the plan cannot do at this traffic, one sentence each
 */
public record Forecast(
    Optional<Duration> fullWeightAfter, List<StageForecast> stages, List<String> warnings) {
  private static final double LONGEST_SECONDS = 10 * 365 * 86_400.0;

  public Forecast {
    stages = List.copyOf(stages);
    warnings = List.copyOf(warnings);
  }

  public static Forecast of(AnalysisSpec analysis, Plan plan, Traffic traffic, Usual usual) {
    List<Stage> stages = Stages.of(plan, analysis.beta(), traffic.nodes());
    List<StageForecast> forecasts = new ArrayList<>();
    List<String> warnings =
        new ArrayList<>(Shortcomings.of(analysis, plan, Optional.of(traffic.labelDelay())));
    Optional<Duration> sum = Optional.of(Duration.ZERO);
    for (TrafficKind kind : plan.traffic()) {
      Optional<AnalysisSpec> judged = analysis.on(kind, plan.traffic());
      if (judged.isPresent()) {
        List<Stage> there = stages.stream().filter(stage -> stage.traffic() == kind).toList();
        Forecast part = ofOneKind(judged.get(), there, traffic, usual);
        forecasts.addAll(part.stages());
        warnings.addAll(part.warnings());
        sum = sum.flatMap(before -> part.fullWeightAfter().map(before::plus));
      }
    }
    return new Forecast(sum, forecasts, warnings);
  }

  private static Forecast ofOneKind(
      AnalysisSpec analysis, List<Stage> stages, Traffic traffic, Usual usual) {
    List<Watch> watches = Watches.of(analysis, usual);
    List<Course> courses = courses(analysis, stages, traffic, watches);
    List<Watch> deciding = watches.stream().filter(watch -> watch.stake().decides()).toList();
    List<String> warnings = new Advice(analysis, traffic, deciding).on(courses);
    return new Forecast(
        fullWeightAfter(courses, watches),
        courses.stream().map(course -> stage(course, traffic, watches)).toList(),
        warnings);
  }

  private static List<Course> courses(
      AnalysisSpec analysis, List<Stage> stages, Traffic traffic, List<Watch> watches) {
    Setting setting = new Setting(analysis, traffic);
    List<Course> courses = new ArrayList<>();
    List<Span> planned = new ArrayList<>();
    List<Span> walked = new ArrayList<>();
    for (Stage stage : stages) {
      Course course = new Course(setting, stage, planned, walked);
      courses.add(course);
      planned.add(stage.span(stage.seconds()));
      walked.add(stage.span(course.stay(watches)));
    }
    return courses;
  }

  private static Optional<Duration> fullWeightAfter(List<Course> courses, List<Watch> watches) {
    double sum = 0;
    for (Course course : courses) {
      if (course.isInconclusive(watches)) {
        return Optional.empty();
      }
      boolean before = course.stage().copied() || course.stage().weight() < 1;
      sum += before ? course.stay(watches) : 0;
    }
    return duration(sum);
  }

  private static StageForecast stage(Course course, Traffic traffic, List<Watch> watches) {
    Stage stage = course.stage();
    return new StageForecast(
        stage.number(),
        stage.weight(),
        stage.duration(),
        stage.isGated(),
        stage.weight() * traffic.requestsPerSecond(),
        duration(course.warmAfter()),
        duration(course.sampledAfter()),
        watches.stream().map(watch -> metric(course, watch)).toList());
  }

  private static MetricForecast metric(Course course, Watch watch) {
    return new MetricForecast(
        watch.name() + (watch.stake().decides() ? "" : " (dry run)"),
        watch.usualInWords(),
        course.smallest(watch).stream().mapToObj(watch::inWords).findFirst(),
        watch.examples().stream()
            .map(
                degree ->
                    new Example(watch.inWords(degree), duration(course.foundAfter(watch, degree))))
            .toList(),
        course.stage().isGated() ? duration(course.passedAfter(watch)) : Optional.empty());
  }

  /** Empty for never. */
  static Optional<Duration> duration(double seconds) {
    return seconds <= LONGEST_SECONDS
        ? Optional.of(Duration.ofMillis((long) Math.ceil(1000 * seconds)))
        : Optional.empty();
  }
}
