package dev.turnout.agents.agent;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.events.AgentReport;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReportSenderTest {
  @Test
  @Timeout(60)
  void shouldNeitherWaitNorPileUpWhileKafkaIsAway() {
    // given
    Queue<Integer> made = new ConcurrentLinkedQueue<>();
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch next = new CountDownLatch(1);
    AgentMetrics metrics = new AgentMetrics();
    ReportSender sender =
        new ReportSender(KafkaSettings.of("127.0.0.1:1", "http://127.0.0.1:1"), metrics, "node-1");

    // when the thread that sends is busy with the first one as long as others come
    sender.send(
        "turnout.agents",
        "fraud",
        number -> {
          first.countDown();
          awaitThat(over);
          return report(0, number);
        });
    awaitThat(first);
    for (int i = 1; i <= 100_000; i++) {
      int at = i;
      sender.send(
          "turnout.agents",
          "fraud",
          number -> {
            made.add(at);
            next.countDown();
            return report(at, number);
          });
    }
    over.countDown();

    // then
    awaitThat(next);
    sender.close();
    assertThat(made).as("reports that were worth making").containsExactly(100_000);
    assertThat(sender.acknowledged("turnout.agents", "fraud")).isZero();
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
    assertThat(flood.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(flood.exitValue()).isZero();
  }

  private static void awaitThat(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AgentReport report(long at, long number) {
    return new AgentReport(
        "fraud", "node-1", "boot", number, at, 0L, false, null, List.of(), List.of(), Map.of());
  }
}
