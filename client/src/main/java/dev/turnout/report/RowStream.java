package dev.turnout.report;

import dev.turnout.output.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads rows into counters, and remembers those that could not be read. */
public final class RowStream {
  private static final int SHOWN = 20;

  private final Counters counters;
  private final RowReader rows;
  private final List<String> mistakes = new ArrayList<>();
  private long line;
  private long taken;
  private long refused;

  /** Defaults fill columns that a row lacks. */
  public RowStream(Counters counters, Map<String, String> defaults) {
    this.counters = counters;
    this.rows = new RowReader(defaults);
  }

  /** Reads to the end; after each interval in which rows came, and at the end, the action runs. */
  public void read(BufferedReader input, Duration interval, Runnable action) {
    long next = System.nanoTime() + interval.toNanos();
    try {
      BoundedLines lines = new BoundedLines(input);
      for (Optional<String> text = lines.next(); text.isPresent(); text = lines.next()) {
        take(text.get());
        if (System.nanoTime() - next >= 0) {
          action.run();
          next = System.nanoTime() + interval.toNanos();
        }
      }
    } catch (IOException e) {
      throw Failure.unreadable("the rows", e);
    }
    action.run();
  }

  private void take(String text) {
    line++;
    try {
      rows.read(text)
          .ifPresent(
              row -> {
                counters.add(row);
                taken++;
              });
    } catch (IllegalArgumentException e) {
      refused++;
      if (mistakes.size() < SHOWN) {
        mistakes.add("line " + line + ": " + e.getMessage());
      }
    }
  }

  /** Rows that were counted. */
  public long taken() {
    return taken;
  }

  /** Rows that could not be read. */
  public long refused() {
    return refused;
  }

  /** Why, for the first of them. */
  public List<String> mistakes() {
    return List.copyOf(mistakes);
  }
}
