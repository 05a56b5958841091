package dev.turnout.orchestrator.desk;

import dev.turnout.orchestrator.rollout.RolloutEvent;

/** Is told what a desk does, to count it. */
public interface DeskMeter {

  /** Counts nothing. */
  DeskMeter NONE =
      new DeskMeter() {
        @Override
        public void input(InputTopic topic) {}

        @Override
        public void entry(RolloutEvent event) {}

        @Override
        public void poison(InputTopic topic) {}
      };

  /** A record was taken, whatever it says. */
  void input(InputTopic topic);

  /** An entry follows for the journal. */
  void entry(RolloutEvent event);

  /** A record cannot be used. */
  void poison(InputTopic topic);
}
