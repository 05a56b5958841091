package dev.turnout.agents.agent;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.events.AgentReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReportSenderTest {
  @Test
  void shouldNeitherWaitNorPileUpWhileKafkaIsAway() {
    // given
    AtomicInteger made = new AtomicInteger();
    AgentMetrics metrics = new AgentMetrics();
    ReportSender sender =
        new ReportSender(KafkaSettings.of("127.0.0.1:1", "http://127.0.0.1:1"), metrics, "node-1");
    long begin = System.nanoTime();

    // when
    for (int i = 0; i < 100_000; i++) {
      sender.send("turnout.agents", "fraud", number -> report(made.incrementAndGet(), number));
    }

    // then
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    assertThat(made.get()).as("reports that were worth making").isLessThan(10);
    assertThat(sender.acknowledged("turnout.agents", "fraud")).isZero();
    sender.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(12));
  }

  @Test
  void shouldNeedNoMoreMemoryForHoursWithoutKafka() throws Exception {
    // given
    ProcessBuilder hours =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx24m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            ReportFlood.class.getName(),
            "127.0.0.1:1");

    // when
    Process flood = hours.redirectErrorStream(true).redirectOutput(DISCARD).start();

    // then
    assertThat(flood.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(flood.exitValue()).isZero();
  }

  private static AgentReport report(long at, long number) {
    return new AgentReport(
        "fraud", "node-1", "boot", number, at, 0L, false, null, List.of(), List.of(), Map.of());
  }
}
