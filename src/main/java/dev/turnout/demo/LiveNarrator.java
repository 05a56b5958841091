package dev.turnout.demo;

import dev.turnout.demo.load.Tally;
import dev.turnout.demo.load.VersionTally;
import dev.turnout.output.Terminal;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The same lines in colour, and below them one that is drawn anew: what users get right now. */
final class LiveNarrator implements Narrator {
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";
  private static final long REDRAW_MS = 250;

  private final PrintWriter out;
  private final Tally tally;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "demo-live");
            thread.setDaemon(true);
            return thread;
          });
  private Optional<Tally.Counted> before = Optional.empty();

  LiveNarrator(PrintWriter out, Tally tally) {
    this.out = out;
    this.tally = tally;
    timer.scheduleAtFixedRate(this::redraw, REDRAW_MS, REDRAW_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void say(String line) {
    above(line);
  }

  @Override
  public synchronized void begin(Scene scene) {
    before = Optional.of(tally.counted());
    above("");
    above(BOLD + PlainNarrator.headline(scene) + PLAIN);
    above(PlainNarrator.story(scene));
  }

  @Override
  public synchronized void end(SceneResult result) {
    before = Optional.empty();
    String colour = result.disappointment().isEmpty() ? GREEN : RED;
    above(colour + PlainNarrator.verdict(result) + PLAIN);
  }

  private void above(String line) {
    out.println("\r" + Terminal.CLEAR_LINE + line);
    out.flush();
  }

  private synchronized void redraw() {
    before.ifPresent(
        start -> {
          out.print("\r" + Terminal.CLEAR_LINE + DIM + "  " + status(start) + PLAIN);
          out.flush();
        });
  }

  private String status(Tally.Counted start) {
    Tally.Counted now = tally.counted();
    var line = new StringBuilder();
    new TreeMap<>(now.versions())
        .forEach((version, counts) -> line.append(status(version, start.of(version), counts)));
    return line.append("lost ").append(now.lost() - start.lost()).toString();
  }

  private static String status(String version, VersionTally then, VersionTally now) {
    long replies = now.replies() - then.replies();
    if (replies == 0) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%s: %d answers, %.0f ms, %.0f %% right, %d errors | ",
        version,
        replies,
        (now.micros() - then.micros()) / 1000.0 / replies,
        100.0 * (now.right() - then.right()) / replies,
        now.failed() - then.failed());
  }

  @Override
  public synchronized void close() {
    timer.shutdownNow();
    out.print("\r" + Terminal.CLEAR_LINE);
    out.flush();
  }
}
