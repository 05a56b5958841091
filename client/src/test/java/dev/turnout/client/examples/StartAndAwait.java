package dev.turnout.client.examples;

import dev.turnout.client.Ending;
import dev.turnout.client.Rollout;
import dev.turnout.client.StartOptions;
import dev.turnout.client.TurnoutClient;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.spec.RolloutFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A pipeline's step: starts the rollout of a file and ends with its outcome. */
public final class StartAndAwait {
  private StartAndAwait() {}

  public static void main(String[] args) {
    try {
      System.exit(run(Path.of(args[0]), args[1]).code());
    } catch (Failure e) {
      System.err.println(e.getMessage());
      System.exit(e.exit().code());
    }
  }

  private static Exit run(Path yaml, String build) {
    TurnoutClient turnout = TurnoutClient.fromEnvironment().as("pipeline/fraud-ci");
    StartOptions options = StartOptions.DEFAULT.withCommandId(build).because("nightly build");

    try (Rollout rollout = turnout.start(RolloutFile.read(yaml), options)) {
      Optional<Ending> ending = rollout.await(Duration.ofHours(2), System.out::println);
      ending.ifPresent(System.out::println);
      return ending.map(Ending::exit).orElse(Exit.TIMED_OUT);
    }
  }
}
