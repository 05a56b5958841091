package dev.turnout.agents.probe;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a server is asked so that it counts as ready; one kind of model server each. */
public sealed interface Readiness
    permits HttpReadiness,
        MlflowReadiness,
        OpenInferenceReadiness,
        KserveReadiness,
        TensorflowReadiness,
        GrpcReadiness {

  /**
   * Asks a server. Returns at once; the future never fails.
   *
   * @param timeout how long each answer may take
   * @return what is wrong; empty if the server can take requests for the version
   */
  CompletableFuture<Optional<String>> complaint(
      ServedVersion version, HttpProbe probe, Duration timeout);
}
