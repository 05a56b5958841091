package dev.turnout.bench.switching;

import dev.turnout.bench.outcome.Machine;
import dev.turnout.bench.outcome.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/** How long a full switch takes: by the users that were seen before, and by the nodes. */
public final class SwitchRace {
  private final SwitchSetting setting;
  private final ObjDoubleConsumer<String> passed;
  private int steps;

  /**
   * @param passed hears what is done, and which share of all is done
   */
  public SwitchRace(SwitchSetting setting, ObjDoubleConsumer<String> passed) {
    this.setting = setting;
    this.passed = passed;
  }

  /**
   * Measures both.
   *
   * @throws IllegalStateException if a user or a node has not got the table that it should
   */
  public Outcome run() throws IOException, InterruptedException {
    UserRace users = UserRace.run(setting, () -> pass("users"));
    NodeRace nodes = NodeRace.run(setting, () -> pass("nodes"));
    return new Outcome(
        "bench switch",
        Machine.here(),
        "all users from one version to the other, %d rounds".formatted(setting.rounds()),
        List.of(users.section(), nodes.section()),
        List.of(users.goal(), nodes.goal()),
        List.of(
            "turnout is the agent's proxy, from the new table until it is in force and read back;"
                + " in each round the median of 101 batches of 1,000 switches. The first %,d users have asked it over"
                    .formatted(TableRouter.OVER_HTTP)
                + " HTTP, the others have passed the code that picks the version; after each round"
                + " the first of them ask again, and must get the candidate.",
            "an entry per user is a map from users to versions of which a switch changes each value.",
            "Each node is a consumer of the route topic with an agent's settings and a thread of its"
                + " own (%.2f MB of heap each), which decodes the table and keeps the newest. All of"
                    .formatted(nodes.heapPerNode())
                + " them, the broker and the sender share the processors of this machine, so with"
                + " many nodes most of the time is theirs; nodes of their own would decode at once."));
  }

  private void pass(String what) {
    passed.accept(what, ++steps / (2.0 * setting.rounds()));
  }
}
