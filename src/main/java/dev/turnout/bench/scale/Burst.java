package dev.turnout.bench.scale;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Reports that come all at once, and how fast they are worked off.
 *
 * @param perSecond reports with their heartbeats, a count
 * @param orchestratorCpu processors that the orchestrators kept busy together
 * @param brokerCpu processors that the broker kept busy
 */
record Burst(double perSecond, double orchestratorCpu, double brokerCpu) {
  private static final int ROUNDS = 2;

  /** Two reports of every node while nothing else is said. */
  static Burst run(
      Site site, Fleet fleet, List<ScaledModel> models, List<OrchestratorProcess> running)
      throws InterruptedException {
    fleet.pause();
    try {
      List<ProducerRecord<byte[], byte[]>> reports = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        models.forEach(
            model -> reports.addAll(model.reports(fleet.sender(), site.plan().interval())));
      }
      fleet.sender().flush();
      Inputs.awaitTaken(site);
      double orchestrators = cpu(running);
      double broker = site.brokerUsage().cpuSeconds();
      long begin = System.nanoTime();
      reports.forEach(fleet.sender()::send);
      fleet.sender().flush();
      Inputs.awaitTaken(site);
      double seconds = (System.nanoTime() - begin) / 1e9;
      return new Burst(
          ROUNDS * models.size() / seconds,
          (cpu(running) - orchestrators) / seconds,
          (site.brokerUsage().cpuSeconds() - broker) / seconds);
    } finally {
      fleet.goOn();
    }
  }

  private static double cpu(List<OrchestratorProcess> running) {
    return running.stream().mapToDouble(process -> process.usage().cpuSeconds()).sum();
  }
}
