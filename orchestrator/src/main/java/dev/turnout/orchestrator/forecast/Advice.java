package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.plan.Durations;
import dev.turnout.orchestrator.statistics.Outlook;
import java.util.ArrayList;
import java.util.List;

/** What a plan cannot do at a traffic, each with what to write instead. */
final class Advice {
  private final AnalysisSpec analysis;
  private final Traffic traffic;
  private final List<Watch> watches;

  Advice(AnalysisSpec analysis, Traffic traffic, List<Watch> watches) {
    this.analysis = analysis;
    this.traffic = traffic;
    this.watches = watches;
  }

  List<String> on(List<Course> courses) {
    List<String> warnings = new ArrayList<>();
    watches.forEach(watch -> brokenLimits(watch, warnings));
    for (int i = 0; i < courses.size(); i++) {
      if (courses.get(i).stage().isGated()) {
        double next = i + 1 < courses.size() ? courses.get(i + 1).stage().weight() : 1;
        on(courses.get(i), next, warnings);
      }
    }
    return warnings;
  }

  private static void brokenLimits(Watch watch, List<String> warnings) {
    for (String limit : watch.brokenLimits()) {
      warnings.add(
          "%s: the baseline (%s) breaks the limit of %s itself, so no candidate like it is promoted"
              .formatted(watch.name(), watch.usualInWords(), limit));
    }
  }

  private void on(Course course, double next, List<String> warnings) {
    if (course.warmAfter() >= course.stage().seconds()) {
      // A warm-up whose time alone is too long is told without traffic already.
      if (course.warmAfter() > analysis.warmUp().time().toSeconds()) {
        cold(course, next, warnings);
      }
    } else {
      watches.forEach(watch -> unseen(course, next, watch, warnings));
    }
    undecided(course, next, warnings);
  }

  private void cold(Course course, double next, List<String> warnings) {
    double enough = course.stage().seconds();
    warnings.add(
        "%s: nothing is judged in its time, because the candidate's first %s are warm-up (%s and %d requests%s)%s"
            .formatted(
                course.stage().inWords(),
                about(course.warmAfter()),
                Durations.inWords(analysis.warmUp().time()),
                analysis.warmUp().requests(),
                traffic.nodes() > 1 ? " on each of " + traffic.nodes() + " nodes" : "",
                Cure.of(
                    "for", 2 * course.warmAfter(), course, next, enough / 2, Course::warmAfter)));
  }

  private static void unseen(Course course, double next, Watch watch, List<String> warnings) {
    double bad = watch.examples().get(watch.examples().size() - 1);
    double enough = course.stage().seconds();
    double after = course.foundAfter(watch, bad);
    if (after > enough) {
      warnings.add(
          "%s: %s: %s takes %s to find%s"
              .formatted(
                  course.stage().inWords(),
                  watch.name(),
                  watch.inContrast(bad),
                  about(after),
                  Cure.of(
                      "for", after, course, next, enough, other -> other.foundAfter(watch, bad))));
    }
  }

  /** The cure leaves room: half of the candidates need longer than the median. */
  private void undecided(Course course, double next, List<String> warnings) {
    String slowest = "";
    double after = 0;
    for (Watch watch : watches) {
      double passed = course.passedAfter(watch);
      if (passed > after) {
        after = passed;
        slowest = "to pass " + watch.name();
      }
    }
    if (course.sampledAfter() > after) {
      after = course.sampledAfter();
      slowest = "to serve the minimum sample of %d".formatted(analysis.minimumSample());
    }
    double longest = course.longest();
    if (after > longest) {
      warnings.add(
          "%s: a candidate as good as the baseline needs %s %s, but the stage is inconclusive after %s%s"
              .formatted(
                  course.stage().inWords(),
                  about(after),
                  slowest,
                  about(longest),
                  Cure.of(
                      "deadline",
                      2 * after - course.stage().seconds(),
                      course,
                      next,
                      longest / 2,
                      other -> other.decidedAfter(watches))));
    }
  }

  private static String about(double seconds) {
    return Forecast.duration(seconds).map(Outlook::inWords).orElse("more than 10 years");
  }
}
