package dev.turnout.orchestrator.rollout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The gates of a model that are closed; while there is one, its rollout waits.
 *
 * @param closed each once, by kind and name
 */
public record Gates(List<Gate> closed) {
  private static final Comparator<Gate> ORDER =
      Comparator.comparing(Gate::kind).thenComparing(Gate::name);

  static final Gates OPEN = new Gates(List.of());

  public Gates {
    closed = closed.stream().sorted(ORDER).toList();
  }

  public boolean areOpen() {
    return closed.isEmpty();
  }

  /** The closed gate of this kind and name. */
  public Optional<Gate> find(Gate.Kind kind, String name) {
    return closed.stream().filter(gate -> gate.is(kind, name)).findFirst();
  }

  /** The closed gates of a kind. */
  public List<Gate> of(Gate.Kind kind) {
    return closed.stream().filter(gate -> gate.kind() == kind).toList();
  }

  /** All reasons to wait in one sentence. */
  public String inWords() {
    return closed.stream().map(Gate::inWords).collect(Collectors.joining("; "));
  }

  Gates with(Gate gate) {
    List<Gate> more = new ArrayList<>(without(gate.kind(), gate.name()).closed);
    more.add(gate);
    return new Gates(more);
  }

  Gates without(Gate.Kind kind, String name) {
    return new Gates(closed.stream().filter(gate -> !gate.is(kind, name)).toList());
  }

  /** What stays closed when a rollout is over. */
  Gates afterRollout() {
    return new Gates(of(Gate.Kind.BLOCK));
  }
}
