package dev.turnout.bench.proxy;

import dev.turnout.bench.outcome.Goal;
import dev.turnout.bench.outcome.Machine;
import dev.turnout.bench.outcome.Outcome;
import dev.turnout.bench.outcome.Section;
import dev.turnout.bench.outcome.Spread;
import dev.turnout.bench.routers.Installed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Puts what was measured into tables, and beside its goals. */
final class ProxyOutcome {
  private static final double MOST_CPU = 1.15;
  private static final double MOST_TAIL = 1.0;
  private static final double MOST_MEBIBYTES = 128;
  private static final double MOST_MIRRORING = 1.15;
  private static final List<String> ORDER =
      List.of(
          Contender.DIRECT,
          Contender.PROXY,
          Contender.HAPROXY,
          Contender.PLAIN_HAPROXY,
          Contender.NGINX);

  private final ProxySetting setting;
  private final Installed installed;
  private final ProxyFindings found;

  ProxyOutcome(ProxySetting setting, Installed installed, ProxyFindings found) {
    this.setting = setting;
    this.installed = installed;
    this.found = found;
  }

  Outcome outcome() {
    return new Outcome(
        "proxy",
        Machine.here(),
        "%d rounds of %d s; %s of %d users, a tenth to the candidate"
            .formatted(
                setting.rounds(),
                setting.seconds(),
                setting.bodyBytes() == 0 ? "GET" : "POST of " + setting.bodyBytes() + " bytes",
                Requests.USERS),
        List.of(fullSpeed(), steady(), mirroring()),
        goals(),
        notes());
  }

  private Section fullSpeed() {
    return new Section(
        "At full speed: wrk, %d connections".formatted(setting.connections()),
        List.of("", "requests/s", "CPU us/request", "p50 us", "p99 us", "peak MiB"),
        contenders()
            .map(
                name ->
                    List.<Object>of(
                        name,
                        found.of(name, sample -> sample.full().perSecond()),
                        cpu(name, Sample::fullCpuMicros),
                        found.of(name, sample -> sample.full().p50Micros()),
                        found.of(name, sample -> sample.full().p99Micros()),
                        found.peaks().getOrDefault(name, Double.NaN)))
            .toList());
  }

  private Section steady() {
    return new Section(
        "At %,d requests a second, 8 connections".formatted(setting.perSecond()),
        List.of("", "p50 us", "p99 us", "added p50 us", "added p99 us", "CPU us/request"),
        contenders()
            .map(
                name ->
                    List.<Object>of(
                        name,
                        found.of(name, sample -> sample.steady().p50Micros()),
                        found.of(name, sample -> sample.steady().p99Micros()),
                        added(name, sample -> sample.steady().p50Micros()),
                        added(name, sample -> sample.steady().p99Micros()),
                        cpu(name, Sample::steadyCpuMicros)))
            .toList());
  }

  private Section mirroring() {
    return new Section(
        "Every request copied to the candidate, at %,d requests a second"
            .formatted(setting.perSecond()),
        List.of("", "p50 us", "p99 us"),
        List.of(
            List.of("without", spread(found.plain(), true), spread(found.plain(), false)),
            List.of("copied", spread(found.mirrored(), true), spread(found.mirrored(), false))));
  }

  private List<Goal> goals() {
    List<Goal> goals = new ArrayList<>();
    for (String peer : List.of(Contender.HAPROXY, Contender.PLAIN_HAPROXY)) {
      if (found.has(peer)) {
        goals.add(
            Goal.atMost(
                "CPU per request / that of " + peer,
                found.ratio(Contender.PROXY, peer, Sample::fullCpuMicros),
                MOST_CPU,
                ""));
      }
    }
    if (found.has(Contender.NGINX)) {
      goals.add(
          Goal.atMost(
              "p99 at %,d/s / that of nginx".formatted(setting.perSecond()),
              found.ratio(Contender.PROXY, Contender.NGINX, sample -> sample.steady().p99Micros()),
              MOST_TAIL,
              ""));
      goals.add(
          Goal.atMost(
              "p99 at full speed / that of nginx",
              found.ratio(Contender.PROXY, Contender.NGINX, sample -> sample.full().p99Micros()),
              MOST_TAIL,
              ""));
    }
    double peak = found.peaks().getOrDefault(Contender.PROXY, Double.NaN);
    if (!Double.isNaN(peak)) {
      goals.add(Goal.atMost("most memory of the agent", Spread.of(peak), MOST_MEBIBYTES, "MiB"));
    }
    goals.add(
        Goal.atMost(
            "p50 with copies / without",
            Spread.ratios(p50(found.mirrored()), p50(found.plain())),
            MOST_MIRRORING,
            ""));
    return goals;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "every proxy has a thread or worker for each processor; load generators, model servers (one"
            + " NGINX worker) and the agent's broker share the processors, nothing is pinned.");
    notes.add(
        "proxy is 'turnout agent' with its reports on: it reported %,d requests of at least %,d answered."
            .formatted(found.reported(), found.answered()));
    notes.add(
        "%,d of %,d copies were not sent because too many were on their way."
            .formatted(found.report().shed(), found.report().copies()));
    if (setting.warmUpSeconds() == 0) {
      notes.add(
          "nothing was warmed up: the proxy's figures are those of a program that just began.");
    }
    if (found.failed() > 0) {
      notes.add("%,d requests failed.".formatted(found.failed()));
    }
    notes.add(
        "haproxy is what the agent's router writes, with request ids and versions in the answers; plain"
            + " is ten lines that only split.");
    if (!installed.has(Contender.HAPROXY)) {
      notes.add("haproxy is not installed: left out.");
    }
    return notes;
  }

  private Stream<String> contenders() {
    return ORDER.stream().filter(found::has);
  }

  private Object cpu(String name, ToDoubleFunction<Sample> figure) {
    return name.equals(Contender.DIRECT) ? "" : found.of(name, figure);
  }

  private Object added(String name, ToDoubleFunction<Sample> figure) {
    return name.equals(Contender.DIRECT) ? "" : found.added(name, figure);
  }

  private static Spread spread(List<Load> loads, boolean median) {
    return Spread.of(
        loads.stream().map(load -> median ? load.p50Micros() : load.p99Micros()).toList());
  }

  private static List<Double> p50(List<Load> loads) {
    return loads.stream().map(Load::p50Micros).toList();
  }
}
