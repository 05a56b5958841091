package dev.turnout.orchestrator.rollout;

import java.util.ArrayList;
import java.util.List;

/**
 * Ids of the commands that were answered last, so that a repeated one is recognised.
 *
 * @param ids oldest first, at most {@link #REMEMBERED}
 */
public record RecentCommands(List<CommandId> ids) {
  static final int REMEMBERED = 512;

  static final RecentCommands NONE = new RecentCommands(List.of());

  public RecentCommands {
    ids = List.copyOf(ids);
  }

  public boolean contains(CommandId id) {
    return ids.contains(id);
  }

  RecentCommands with(CommandId id) {
    List<CommandId> more = new ArrayList<>(ids);
    more.add(id);
    return new RecentCommands(more.subList(Math.max(0, more.size() - REMEMBERED), more.size()));
  }
}
