package dev.turnout.client.examples;

import dev.turnout.client.Rollout;
import dev.turnout.client.TurnoutClient;
import dev.turnout.output.Failure;
import java.time.Duration;

/** Holds, goes on with, or gives up a rollout that somebody else started. */
public final class Steer {
  private Steer() {}

  public static void main(String[] args) {
    TurnoutClient turnout = TurnoutClient.fromEnvironment();
    boolean testsPassed = Boolean.parseBoolean(args[1]);

    try (Rollout rollout = turnout.rollout(args[0])) {
      rollout.pause("load test begins");
      if (testsPassed) {
        rollout.resume();
      } else {
        rollout.abort("the load test failed");
      }
      rollout.await(Duration.ofMinutes(5)).ifPresent(System.out::println);
    } catch (Failure e) {
      System.err.println(e.getMessage());
      System.exit(e.exit().code());
    }
  }
}
