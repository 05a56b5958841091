package dev.turnout.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** How much is logged to standard error: commands say what matters themselves, services log. */
final class LogLevels {
  private static final String OURS = "dev.turnout";
  private static final String KAFKA = "org.apache.kafka";

  private LogLevels() {}

  /** For commands that end: nothing, or with {@code --verbose} warnings. */
  static void quiet(boolean verbose) {
    set(OURS, verbose ? Level.DEBUG : Level.ERROR);
    set(KAFKA, verbose ? Level.WARN : Level.OFF);
  }

  /** For services: what happened, with keys. */
  static void service(boolean verbose) {
    set(OURS, verbose ? Level.DEBUG : Level.INFO);
    set(KAFKA, verbose ? Level.INFO : Level.ERROR);
  }

  private static void set(String logger, Level level) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      context.getLogger(logger).setLevel(level);
    }
  }
}
