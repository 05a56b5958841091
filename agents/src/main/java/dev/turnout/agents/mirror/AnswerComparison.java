package dev.turnout.agents.mirror;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.agents.report.CopyFate;
import dev.turnout.agents.routing.AnswerRule;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Are two answers alike? Their statuses must be the same, and so must what each rule points at;
 * without rules, the whole bodies, byte by byte or as JSON. Safe for all threads.
 */
public final class AnswerComparison {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final List<AnswerRule> WHOLE = List.of(new AnswerRule("", 0, false));

  private final List<Rule> rules;

  private record Rule(JsonPointer pointer, AnswerRule rule) {}

  /**
   * @throws IllegalArgumentException if a pointer is none
   */
  public AnswerComparison(List<AnswerRule> rules) {
    this.rules =
        (rules.isEmpty() ? WHOLE : rules)
            .stream().map(rule -> new Rule(JsonPointer.compile(rule.pointer()), rule)).toList();
  }

  /**
   * @param most bytes of a body that are looked at
   * @return uncompared if one of them was not kept as a whole
   */
  CopyFate compare(Answer users, Answer copys, int most) {
    if (users.status() != copys.status()) {
      return CopyFate.DISAGREED;
    }
    Optional<byte[]> one = users.plain(most);
    Optional<byte[]> other = copys.plain(most);
    if (one.isEmpty() || other.isEmpty()) {
      return CopyFate.UNCOMPARED;
    }
    return alike(one.get(), other.get()) ? CopyFate.AGREED : CopyFate.DISAGREED;
  }

  private boolean alike(byte[] one, byte[] other) {
    if (Arrays.equals(one, other)) {
      return true;
    }
    try {
      JsonNode first = JSON.readTree(one);
      JsonNode second = JSON.readTree(other);
      return rules.stream()
          .allMatch(rule -> alike(rule, first.at(rule.pointer), second.at(rule.pointer)));
    } catch (IOException notJson) {
      return false;
    }
  }

  private static boolean alike(Rule rule, JsonNode one, JsonNode other) {
    return rule.rule.top1()
        ? Top1.of(one).equals(Top1.of(other))
        : JsonAlike.within(rule.rule.tolerance(), one, other);
  }
}
