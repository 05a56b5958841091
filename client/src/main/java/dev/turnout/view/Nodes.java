package dev.turnout.view;

import dev.turnout.events.NodeView;
import dev.turnout.events.RolloutState;
import dev.turnout.events.VersionStatus;
import dev.turnout.output.Numbers;
import dev.turnout.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The nodes of a model and what they have in force. */
final class Nodes {
  private static final int MOST_NAMES = 10;

  private Nodes() {}

  /** How many nodes have the newest table in force, such as {@code 41/42}. */
  static String inForce(RolloutState state) {
    long current =
        state.getNodes().stream()
            .filter(node -> !node.getLost() && node.getEpochInForce() >= state.getEpoch())
            .count();
    return current + "/" + state.getNodes().size();
  }

  /** The candidate's share: of the traffic, or of the nodes, such as {@code 3/8 nodes}. */
  static String share(RolloutState state) {
    if (state.getSwitchedNodes().isEmpty()) {
      return Numbers.plain(state.getWeight());
    }
    long switched =
        state.getNodes().stream()
            .filter(node -> state.getSwitchedNodes().contains(node.getNode()))
            .count();
    return switched + "/" + state.getNodes().size() + " nodes";
  }

  /** Some names, and how many more. */
  static String names(List<String> names) {
    String some = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMES;
    return more > 0 ? "%s and %d more".formatted(some, more) : some;
  }

  static List<String> lines(RolloutState state, String indent) {
    Table table = new Table("NODE", "EPOCH", "VERSIONS");
    for (NodeView node : state.getNodes()) {
      boolean behind = node.getEpochInForce() < state.getEpoch();
      String epoch = node.getEpochInForce() + (behind ? " (behind)" : "");
      table.row(node.getNode(), node.getLost() ? epoch + " lost" : epoch, versions(node));
    }
    return table.lines(indent);
  }

  private static String versions(NodeView node) {
    List<String> versions = new ArrayList<>();
    for (VersionStatus version : node.getVersions()) {
      String word = version.getState().name().toLowerCase(Locale.ROOT);
      String why = version.getReason() == null ? "" : " (" + version.getReason() + ")";
      versions.add(version.getVersion() + " " + word + why);
    }
    String all = versions.isEmpty() ? "-" : String.join(", ", versions);
    return node.getTrouble() == null ? all : all + "; " + node.getTrouble();
  }
}
