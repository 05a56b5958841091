package dev.turnout.orchestrator.rollout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Inputs of the three topics in another order, with the order inside each topic kept. */
final class Topics {
  private Topics() {}

  static List<Input> shuffled(List<Input> inputs, Random random) {
    Map<Class<?>, Deque<Input>> topics = new LinkedHashMap<>();
    inputs.forEach(
        input -> topics.computeIfAbsent(input.getClass(), t -> new ArrayDeque<>()).add(input));
    List<Input> shuffled = new ArrayList<>();
    while (!topics.isEmpty()) {
      List<Class<?>> open = new ArrayList<>(topics.keySet());
      Class<?> topic = open.get(random.nextInt(open.size()));
      shuffled.add(topics.get(topic).remove());
      if (topics.get(topic).isEmpty()) {
        topics.remove(topic);
      }
    }
    return shuffled;
  }
}
