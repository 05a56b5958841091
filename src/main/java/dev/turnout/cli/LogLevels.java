package dev.turnout.cli;

import java.util.Set;
import picocli.CommandLine.ParseResult;

/**
 * How much is logged to standard error, and how: commands say what matters themselves, services
 * log. The levels are properties that logback.xml reads, so that a command that logs nothing does
 * not pay for the start of the logging.
 */
final class LogLevels {
  private static final Set<String> SERVICES = Set.of("orchestrator", "agent", "up");
  private static final String OURS = "turnout.log";
  private static final String KAFKA = "turnout.log.kafka";
  private static final String FORMAT = "turnout.log.format";

  private LogLevels() {}

  /** Chooses levels and format for a command, before anything is logged. */
  static void choose(ParseResult result, boolean verbose) {
    boolean service =
        result.hasSubcommand() && SERVICES.contains(result.subcommand().commandSpec().name());
    System.setProperty(OURS, verbose ? "DEBUG" : service ? "INFO" : "ERROR");
    System.setProperty(FORMAT, LogOptions.chosen(result, System.getenv()));
    System.setProperty(KAFKA, verbose ? "WARN" : service ? "ERROR" : "OFF");
  }
}
