package dev.turnout.cli;

import dev.turnout.agents.router.RouterException;
import dev.turnout.orchestrator.stream.OrchestratorException;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.schemas.Refusal;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that runs until the process is told to end. */
final class Service {
  private static final Logger log = LoggerFactory.getLogger(Service.class);

  private Service() {}

  /**
   * Starts the service and waits. On SIGTERM or Ctrl-C it is closed in order before the process
   * ends.
   *
   * @throws Failure if it cannot start, for example because its port is taken
   */
  static int run(Supplier<? extends AutoCloseable> start) {
    AutoCloseable service = started(start);
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> close(service, closed), "turnout-shutdown"));
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Exit.OK.code();
  }

  private static AutoCloseable started(Supplier<? extends AutoCloseable> start) {
    try {
      return start.get();
    } catch (KafkaException e) {
      String why = Refusal.in(e).map(Refusal::sentence).orElseGet(() -> Refusal.bottom(e));
      throw new Failure(Exit.UNREACHABLE, "Could not start: " + why, e);
    } catch (OrchestratorException e) {
      throw new Failure(Exit.UNREACHABLE, "Could not start: " + e.getMessage(), e);
    } catch (IllegalStateException
        | IllegalArgumentException
        | UncheckedIOException
        | RouterException e) {
      throw new Failure(Exit.INVALID_INPUT, "Could not start: " + e.getMessage(), e);
    }
  }

  private static void close(AutoCloseable service, CountDownLatch closed) {
    try {
      service.close();
    } catch (Exception e) {
      log.error("could not be closed in order", e);
    } finally {
      closed.countDown();
    }
  }
}
