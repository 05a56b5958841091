package dev.turnout.embedded;

import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that is in trouble ends its process; this one has other work to do and only loses the
 * broker's thread.
 */
final class ExitGuard {

  private static final Logger LOG = LoggerFactory.getLogger(ExitGuard.class);

  private ExitGuard() {}

  static void install() {
    Exit.setExitProcedure(ExitGuard::refuse);
    Exit.setHaltProcedure(ExitGuard::refuse);
  }

  private static void refuse(int status, String message) {
    LOG.error("The embedded Kafka wanted to end the process status={} reason={}", status, message);
    throw new IllegalStateException(
        "The embedded Kafka gave up with status " + status + ": " + message);
  }
}
