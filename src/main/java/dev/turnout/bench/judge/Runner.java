package dev.turnout.bench.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Simulates all runs of all cells on several threads. Each run has its own seed, so the outcome
 * does not depend on the number of threads.
 */
public final class Runner {
  private final int threads;
  private final long seed;
  private final Progress progress;

  /** Is told about each run that is done; called by several threads. */
  @FunctionalInterface
  public interface Progress {
    void done(String suite);
  }

  public Runner(int threads, long seed, Progress progress) {
    this.threads = threads;
    this.seed = seed;
    this.progress = progress;
  }

  /** All runs of the cells, in the order of the cells. */
  public List<CellResult> simulate(List<Cell> cells) throws InterruptedException {
    return inPool(
        pool -> {
          List<List<Future<Map<String, Double>>>> runs = new ArrayList<>();
          for (Cell cell : cells) {
            runs.add(submit(pool, cell));
          }
          List<CellResult> results = new ArrayList<>();
          for (int i = 0; i < cells.size(); i++) {
            results.add(collect(cells.get(i), runs.get(i)));
          }
          return results;
        });
  }

  /** Any tasks, in their order. */
  public <T> List<T> run(List<Callable<T>> tasks) throws InterruptedException {
    return inPool(
        pool -> {
          List<T> results = new ArrayList<>();
          for (Future<T> future : pool.invokeAll(tasks)) {
            results.add(get(future));
          }
          return results;
        });
  }

  private <T> List<T> inPool(Work<T> work) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      return work.in(pool);
    } finally {
      pool.shutdownNow();
    }
  }

  private interface Work<T> {
    List<T> in(ExecutorService pool) throws InterruptedException;
  }

  private List<Future<Map<String, Double>>> submit(ExecutorService pool, Cell cell) {
    List<Future<Map<String, Double>>> runs = new ArrayList<>();
    for (int run = 0; run < cell.runs(); run++) {
      long runSeed = seed + run + ((long) (cell.suite() + cell.id()).hashCode() << 32);
      runs.add(
          pool.submit(
              () -> {
                Map<String, Double> fired = cell.run(runSeed);
                progress.done(cell.suite());
                return fired;
              }));
    }
    return runs;
  }

  private static CellResult collect(Cell cell, List<Future<Map<String, Double>>> runs)
      throws InterruptedException {
    Map<String, double[]> seconds = new LinkedHashMap<>();
    for (int run = 0; run < runs.size(); run++) {
      for (Map.Entry<String, Double> fired : get(runs.get(run)).entrySet()) {
        seconds.computeIfAbsent(fired.getKey(), name -> new double[runs.size()])[run] =
            fired.getValue();
      }
    }
    Map<String, Times> times = new LinkedHashMap<>();
    seconds.forEach((name, values) -> times.put(name, new Times(values)));
    return new CellResult(cell, times);
  }

  private static <T> T get(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A simulated rollout failed", e.getCause());
    }
  }
}
