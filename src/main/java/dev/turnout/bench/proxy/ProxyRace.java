package dev.turnout.bench.proxy;

import dev.turnout.bench.outcome.Outcome;
import dev.turnout.bench.routers.Installed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.ObjDoubleConsumer;

/**
 * Loads the agent's proxy and others with the same split by turns, so that what else the machine
 * does meets all of them.
 */
public final class ProxyRace {
  private static final Duration REPORTED = Duration.ofSeconds(30);

  private final Installed installed;
  private final ProxySetting setting;
  private final String options;
  private final ObjDoubleConsumer<String> progress;
  private final SteadyUsers steady;
  private long answered;

  /**
   * @param installed programs; wrk and nginx must be among them
   * @param options more for the Java virtual machine of the agent
   * @param progress hears what is measured next, and which share of all is done
   */
  public ProxyRace(
      Installed installed,
      ProxySetting setting,
      String options,
      ObjDoubleConsumer<String> progress) {
    this.installed = installed;
    this.setting = setting;
    this.options = options;
    this.progress = progress;
    this.steady = new SteadyUsers(new Requests(setting.bodyBytes()), setting.perSecond());
  }

  /**
   * Measures.
   *
   * @param folder an empty one that everybody may read
   * @throws IOException also if a program does not start
   * @throws LostReports if the agent did not report what clients saw
   */
  public Outcome run(Path folder) throws IOException, InterruptedException, ExecutionException {
    Wrk wrk =
        Wrk.open(
            installed.path("wrk"),
            folder,
            new Requests(setting.bodyBytes()),
            setting.connections());
    try (ProxyRig rig = new ProxyRig(installed, folder, options)) {
      progress.accept("warming up", 0);
      warmUp(rig, wrk);
      ProxyFindings findings = measure(rig, wrk);
      if (findings.reported() < findings.answered()) {
        throw new LostReports(findings.answered(), findings.reported());
      }
      return new ProxyOutcome(setting, installed, findings).outcome();
    }
  }

  private void warmUp(ProxyRig rig, Wrk wrk) throws IOException, InterruptedException {
    if (setting.warmUpSeconds() == 0) {
      return;
    }
    for (Contender contender : rig.contenders()) {
      boolean compiles = contender.name().equals(Contender.PROXY);
      Load load = wrk.run(contender.port(), compiles ? setting.warmUpSeconds() : 1);
      count(contender, load);
    }
    for (String model : List.of(BenchTables.PLAIN, BenchTables.MIRRORED)) {
      wrk.run(rig.agent().port(model), Math.max(1, setting.warmUpSeconds() / 3));
    }
  }

  private ProxyFindings measure(ProxyRig rig, Wrk wrk) throws IOException, InterruptedException {
    List<Contender> contenders = rig.contenders();
    Map<String, List<Sample>> samples = new TreeMap<>();
    List<Load> plain = new ArrayList<>();
    List<Load> mirrored = new ArrayList<>();
    for (int round = 0; round < setting.rounds(); round++) {
      progress.accept("round " + (round + 1), (double) round / setting.rounds());
      // Nobody is always first.
      List<Contender> turns = new ArrayList<>(contenders);
      Collections.rotate(turns, -round);
      for (Contender contender : turns) {
        samples
            .computeIfAbsent(contender.name(), name -> new ArrayList<>())
            .add(sample(contender, wrk));
      }
      mirror(rig.agent(), round, plain, mirrored);
    }
    Map<String, Double> peaks = new TreeMap<>();
    contenders.forEach(
        contender ->
            contender
                .process()
                .ifPresent(process -> peaks.put(contender.name(), Usage.peakMebibytes(process))));
    Reported reported = Reported.read(rig.bus(), answered, REPORTED);
    return new ProxyFindings(samples, plain, mirrored, peaks, reported, answered);
  }

  private Sample sample(Contender contender, Wrk wrk) throws IOException, InterruptedException {
    double before = cpu(contender);
    Load full = wrk.run(contender.port(), setting.seconds());
    double between = cpu(contender);
    Load even = steady.run(contender.port(), setting.steadySeconds());
    double after = cpu(contender);
    count(contender, full);
    count(contender, even);
    return new Sample(full, between - before, even, after - between);
  }

  private void mirror(AgentProcess agent, int round, List<Load> plain, List<Load> mirrored)
      throws InterruptedException {
    if (round % 2 == 0) {
      plain.add(steady.run(agent.port(BenchTables.PLAIN), setting.steadySeconds()));
    }
    mirrored.add(steady.run(agent.port(BenchTables.MIRRORED), setting.steadySeconds()));
    if (round % 2 == 1) {
      plain.add(steady.run(agent.port(BenchTables.PLAIN), setting.steadySeconds()));
    }
  }

  private void count(Contender contender, Load load) {
    if (contender.name().equals(Contender.PROXY)) {
      answered += load.requests();
    }
  }

  private static double cpu(Contender contender) {
    return contender.process().map(Usage::cpuSeconds).orElse(Double.NaN);
  }
}
