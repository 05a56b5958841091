package dev.turnout.it;

import dev.turnout.agents.agent.Agent;
import dev.turnout.agents.config.AgentConfig;
import java.nio.file.Files;
import java.nio.file.Path;

/** An agent as a process: {@code AgentMain CONFIG}; it ends politely with its input. */
final class AgentMain {
  private AgentMain() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    try (Agent agent = Agent.start(AgentConfig.parse(Files.readString(file), file.toString()))) {
      while (System.in.read() >= 0) {
        // Goes on.
      }
    }
    System.exit(0);
  }
}
