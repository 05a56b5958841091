package dev.turnout.bench.scale;

import dev.turnout.bench.outcome.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Memory over a time in which nothing changes.
 *
 * @param hours of each sample since the first
 * @param heap bytes in use after a collection, of each sample
 * @param resident bytes of the process, of each sample
 */
record Soak(List<Double> hours, List<Double> heap, List<Double> resident) {
  private static final int SAMPLES = 30;
  private static final int SHARE = 3;

  /** Watches for so long, if it is not zero. */
  static Soak watch(OrchestratorProcess orchestrator, Duration time, DoubleConsumer progress)
      throws InterruptedException {
    List<Double> hours = new ArrayList<>();
    List<Double> heap = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    long begin = System.nanoTime();
    int samples = (int) Math.max(SHARE, Math.min(SAMPLES, time.toSeconds()));
    for (int sample = 0; sample <= samples; sample++) {
      long due = begin + time.toNanos() / samples * sample;
      Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
      resident.add((double) orchestrator.usage().residentBytes());
      heap.add(orchestrator.liveHeap());
      hours.add((System.nanoTime() - begin) / 3600e9);
      progress.accept((double) sample / samples);
    }
    return new Soak(hours, heap, resident);
  }

  /** The last third of the heap samples over the first third, by their medians. */
  double growth() {
    int third = heap.size() / SHARE;
    return Spread.of(heap.subList(heap.size() - third, heap.size())).median()
        / Spread.of(heap.subList(0, third)).median();
  }

  /** Slope of the straight line through the heap's samples, bytes in an hour. */
  double bytesPerHour() {
    double meanHours = mean(hours);
    double meanHeap = mean(heap);
    double together = 0;
    double spread = 0;
    for (int i = 0; i < hours.size(); i++) {
      together += (hours.get(i) - meanHours) * (heap.get(i) - meanHeap);
      spread += (hours.get(i) - meanHours) * (hours.get(i) - meanHours);
    }
    return spread == 0 ? 0 : together / spread;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
