package dev.turnout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFormatTest {

  @ParameterizedTest
  @CsvSource({
    "--log-format json, '', json",
    "--log-format JSON, text, json",
    "--log-format text, json, text",
    "--check, json, json",
    "--check, '', text",
    "--check, xml, text"
  })
  void shouldTakeTheOptionThenTheEnvironment(String option, String variable, String expected) {
    var result =
        Program.commandLine().parseArgs(("orchestrator --config x.yaml " + option).split(" "));

    assertThat(LogOptions.chosen(result, Map.of("TURNOUT_LOG_FORMAT", variable)))
        .isEqualTo(expected);
  }

  @Test
  void shouldWriteOneJsonObjectALine() throws Exception {
    // when
    String line = line("json");

    // then
    assertThat(line).endsWith("\n").doesNotMatch("(?s).*\\n.+");
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.get("level").asText()).isEqualTo("WARN");
    assertThat(json.get("formattedMessage").asText()).isEqualTo("drift model=\"fraud\"\nsecond");
    assertThat(json.get("loggerName").asText()).isEqualTo("dev.turnout.Test");
    assertThat(json.get("timestamp").isNumber()).isTrue();
    assertThat(json.get("throwable").get("message").asText()).isEqualTo("broken");
  }

  @Test
  void shouldWriteTextForPeople() throws Exception {
    assertThat(line("text")).contains("WARN  Test - drift model=\"fraud\"");
  }

  /** What the program's own configuration makes of an event. */
  private static String line(String format) throws Exception {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("turnout.log.format", format);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Path.of("main/resources/logback.xml").toFile());
    // With a warning logback prints all that it did to the standard output, which is for results.
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .noneMatch(status -> status.getEffectiveLevel() >= Status.WARN);
    var root = context.getLogger("ROOT");
    var appender = (OutputStreamAppender<ILoggingEvent>) root.getAppender("out");
    try {
      LoggingEvent event =
          new LoggingEvent(
              LogFormatTest.class.getName(),
              context.getLogger("dev.turnout.Test"),
              Level.WARN,
              "drift model=\"{}\"\nsecond",
              new IllegalStateException("broken"),
              new Object[] {"fraud"});
      return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    } finally {
      context.stop();
    }
  }
}
