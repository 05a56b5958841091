package dev.turnout.demo;

import java.io.PrintWriter;

/** Lines, each written once: for logs, pipes and terminals without colour. */
final class PlainNarrator implements Narrator {
  private final PrintWriter out;

  PlainNarrator(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void begin(Scene scene) {
    say("");
    say(headline(scene));
    say(story(scene));
  }

  @Override
  public void end(SceneResult result) {
    say(verdict(result));
  }

  static String headline(Scene scene) {
    return "Scene %s".formatted(scene.headline());
  }

  static String story(Scene scene) {
    return "  %s: %s".formatted(scene.version(), scene.story());
  }

  static String verdict(SceneResult result) {
    return "  => %s, %s"
        .formatted(
            Scoreboard.outcome(result),
            result.disappointment().map(text -> "NOT as expected: " + text).orElse("as expected"));
  }

  @Override
  public void close() {
    out.flush();
  }
}
