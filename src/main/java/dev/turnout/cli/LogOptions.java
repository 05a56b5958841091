package dev.turnout.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** How a service logs. */
final class LogOptions {
  private static final String NAME = "--log-format";
  private static final String VARIABLE = "TURNOUT_LOG_FORMAT";

  /** The forms of a log line; the appenders of logback.xml have their names in small letters. */
  enum Format {
    /** For people. */
    TEXT,
    /** One JSON object a line. */
    JSON
  }

  @Option(
      names = NAME,
      paramLabel = "FORMAT",
      description =
          "text, or json: one object a line. Else the variable TURNOUT_LOG_FORMAT, then text.")
  private @Nullable Format format;

  /** What was asked for, on the command line or else in the environment; else text. */
  static String chosen(ParseResult result, Map<String, String> environment) {
    ParseResult innermost = result;
    while (innermost.hasSubcommand()) {
      innermost = innermost.subcommand();
    }
    @Nullable Format given = innermost.matchedOptionValue(NAME, (@Nullable Format) null);
    return Optional.ofNullable(given)
        .map(Format::name)
        .or(() -> Optional.ofNullable(environment.get(VARIABLE)))
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter("json"::equals)
        .orElse("text");
  }
}
