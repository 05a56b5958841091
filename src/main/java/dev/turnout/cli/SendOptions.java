package dev.turnout.cli;

import dev.turnout.bus.Connection;
import dev.turnout.output.Format;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

/** All options of commands that go to the orchestrator. */
final class SendOptions {
  @Mixin private CommonOptions common = new CommonOptions();

  @ArgGroup(validate = false, heading = "%nBus:%n")
  private ConnectionOptions bus = new ConnectionOptions();

  @ArgGroup(validate = false, heading = "%nCommand:%n")
  private ActorOptions actor = new ActorOptions();

  @ArgGroup(validate = false, heading = "%nAnswer:%n")
  private AnswerOptions answer = new AnswerOptions();

  @Mixin private FormatOption output = new FormatOption();

  Connection connection() {
    return bus.connection();
  }

  ActorOptions actor() {
    return actor;
  }

  AnswerOptions answer() {
    return answer;
  }

  Format format() {
    return output.format();
  }
}
