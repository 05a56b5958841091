package dev.turnout.orchestrator.codec;

import dev.turnout.orchestrator.routing.AnswerRule;
import java.util.List;

/** What must be alike in two answers. */
final class RuleCodec {

  private RuleCodec() {}

  static List<dev.turnout.events.AnswerRule> write(List<AnswerRule> rules) {
    return Wire.each(
        rules,
        rule -> new dev.turnout.events.AnswerRule(rule.pointer(), rule.tolerance(), rule.top1()));
  }

  static List<AnswerRule> read(List<dev.turnout.events.AnswerRule> rules) {
    return Wire.each(
        rules, rule -> new AnswerRule(rule.getPointer(), rule.getTolerance(), rule.getTop1()));
  }
}
