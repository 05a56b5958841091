package dev.turnout.cli;

import dev.turnout.control.Asker;
import dev.turnout.control.ControlPlane;
import dev.turnout.output.Format;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** All options of commands that go to the orchestrator. */
final class SendOptions {
  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private PlaneOptions plane = new PlaneOptions();

  @ArgGroup(validate = false, heading = "%nCommand:%n")
  private ActorOptions actor = new ActorOptions();

  @ArgGroup(validate = false, heading = "%nAnswer:%n")
  private AnswerOptions answer = new AnswerOptions();

  @Mixin private FormatOption output = new FormatOption();

  ControlPlane plane(CommandSpec spec) {
    return plane.open(spec, actor.signKey());
  }

  Asker asker() {
    return actor.asker();
  }

  AnswerOptions answer() {
    return answer;
  }

  Format format() {
    return output.format();
  }
}
