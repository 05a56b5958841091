package dev.turnout.orchestrator.desk;

import dev.turnout.schemas.Topic;
import dev.turnout.schemas.Topics;

/** A topic that is consumed. Of records with the same time, those of the first topic come first. */
public enum InputTopic {
  COMMANDS(Topic.COMMANDS),
  AGENTS(Topic.AGENTS),
  METRICS(Topic.METRICS);

  private final Topic topic;

  InputTopic(Topic topic) {
    this.topic = topic;
  }

  /** Its name in an installation. */
  public String nameIn(Topics topics) {
    return topics.name(topic);
  }

  /**
   * The topic with this name in an installation.
   *
   * @throws IllegalStateException if it is another one
   */
  public static InputTopic named(String name, Topics topics) {
    for (InputTopic input : values()) {
      if (input.nameIn(topics).equals(name)) {
        return input;
      }
    }
    throw new IllegalStateException("Expected an input topic, but got " + name);
  }
}
