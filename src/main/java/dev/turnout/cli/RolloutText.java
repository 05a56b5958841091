package dev.turnout.cli;

import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.output.Failure;
import dev.turnout.spec.RolloutFile;
import java.util.List;
import java.util.stream.Stream;

/** The text of a rollout file in which sources have been replaced by what they stand for. */
final class RolloutText {
  private RolloutText() {}

  /**
   * The text that is read as this file; nothing but sources is changed, so lines stay where they
   * are.
   *
   * @param file with its sources replaced
   * @param text what it was read from
   */
  static String of(RolloutFile file, String text) {
    RolloutSpec before = RolloutFile.parse(text, "rollout").spec();
    List<String> old = sources(before);
    List<String> now = sources(file.spec());
    String replaced = text;
    for (int i = 0; i < old.size(); i++) {
      if (!old.get(i).equals(now.get(i))) {
        replaced = replaced.replace(old.get(i), now.get(i));
      }
    }
    if (!RolloutFile.parse(replaced, "rollout").spec().equals(file.spec())) {
      throw Failure.invalid(
          "Expected sources that stand in the file as they are read, but got %s in another form (write them without escapes)",
          old);
    }
    return replaced;
  }

  private static List<String> sources(RolloutSpec spec) {
    return Stream.concat(Stream.of(spec.candidate()), spec.stable().stream())
        .map(VersionRef::source)
        .map(source -> source.orElse(""))
        .toList();
  }
}
