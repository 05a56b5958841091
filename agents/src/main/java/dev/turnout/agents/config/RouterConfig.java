package dev.turnout.agents.config;

/** What sends the requests of a model to its versions. */
public sealed interface RouterConfig {

  /** Whether the model needs an address of its own to listen on. */
  boolean listens();

  /** The proxy inside the agent. */
  record Proxy() implements RouterConfig {
    @Override
    public boolean listens() {
      return true;
    }
  }
}
