package dev.turnout.orchestrator.mlflow;

import dev.turnout.testing.MlflowServer;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The contract with a real server, where MLflow is installed. */
@EnabledIf("isInstalled")
class RealRegistryIT extends RegistryContract {
  @TempDir static Path folder;

  private static @Nullable MlflowServer server;

  static boolean isInstalled() {
    return MlflowServer.program().isPresent();
  }

  @BeforeAll
  static void start() throws Exception {
    server = MlflowServer.start(MlflowServer.program().orElseThrow(), folder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected String uri() {
    return Objects.requireNonNull(server).uri();
  }
}
