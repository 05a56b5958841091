package dev.turnout.orchestrator.codec;

import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.rollout.AbortRollout;
import dev.turnout.orchestrator.rollout.Actor;
import dev.turnout.orchestrator.rollout.ApproveRollout;
import dev.turnout.orchestrator.rollout.BlockModel;
import dev.turnout.orchestrator.rollout.CommandHeader;
import dev.turnout.orchestrator.rollout.CommandId;
import dev.turnout.orchestrator.rollout.PauseRollout;
import dev.turnout.orchestrator.rollout.PromoteRollout;
import dev.turnout.orchestrator.rollout.RejectRollout;
import dev.turnout.orchestrator.rollout.ResumeRollout;
import dev.turnout.orchestrator.rollout.RetryRollout;
import dev.turnout.orchestrator.rollout.RollbackRollout;
import dev.turnout.orchestrator.rollout.RolloutCommand;
import dev.turnout.orchestrator.rollout.StartRollout;
import dev.turnout.orchestrator.rollout.Tick;
import dev.turnout.orchestrator.rollout.UnblockModel;
import dev.turnout.orchestrator.routing.ModelName;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Commands. */
public final class CommandCodec {

  private CommandCodec() {}

  /** The message of a command. */
  public static dev.turnout.events.RolloutCommand write(RolloutCommand command) {
    CommandHeader header = command.header();
    return new dev.turnout.events.RolloutCommand(
        header.id().value(),
        header.model().value(),
        Wire.orNull(header.rollout(), RolloutName::value),
        header.actor().value(),
        Wire.orNull(header.reason()),
        actionsOf(header).write(command));
  }

  /**
   * The command of a message.
   *
   * @throws IllegalArgumentException if it breaks a rule; the message says what to write
   */
  public static RolloutCommand read(dev.turnout.events.RolloutCommand message) {
    return actionsOf(header(message)).read(message.getAction());
  }

  /** The kind of a command, also of one that cannot be read further: {@code StartRollout}. */
  public static String wordOf(dev.turnout.events.RolloutCommand message) {
    return ((SpecificRecord) message.getAction()).getSchema().getName();
  }

  /**
   * What can be said of a command whose content is invalid, so that it can be answered. A rollout
   * name that breaks its rule is left out.
   *
   * @throws IllegalArgumentException if not even this can be read
   */
  public static CommandHeader envelope(dev.turnout.events.RolloutCommand message) {
    return new CommandHeader(
        new CommandId(message.getCommandId()),
        new ModelName(message.getModel()),
        nameOrNone(message.getRollout()),
        new Actor(message.getActor()),
        Optional.empty());
  }

  private static Optional<RolloutName> nameOrNone(@Nullable String name) {
    try {
      return Wire.optional(name, RolloutName::new);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static CommandHeader header(dev.turnout.events.RolloutCommand message) {
    return new CommandHeader(
        new CommandId(message.getCommandId()),
        new ModelName(message.getModel()),
        Wire.optional(message.getRollout(), RolloutName::new),
        new Actor(message.getActor()),
        Optional.ofNullable(message.getReason()));
  }

  static Translations<RolloutCommand> actionsOf(CommandHeader header) {
    Translations<RolloutCommand> actions = new Translations<>();
    PolicyCodec.addCommandsTo(actions, header);
    return actions
        .add(
            StartRollout.class,
            dev.turnout.events.StartRollout.class,
            c -> new dev.turnout.events.StartRollout(SpecCodec.write(c.spec()), c.supersede()),
            c -> new StartRollout(header, SpecCodec.read(c.getSpec()), c.getSupersede()))
        .add(
            PromoteRollout.class,
            dev.turnout.events.PromoteRollout.class,
            c -> new dev.turnout.events.PromoteRollout(c.full()),
            c -> new PromoteRollout(header, c.getFull()))
        .add(
            PauseRollout.class,
            dev.turnout.events.PauseRollout.class,
            c -> new dev.turnout.events.PauseRollout(),
            c -> new PauseRollout(header))
        .add(
            ResumeRollout.class,
            dev.turnout.events.ResumeRollout.class,
            c -> new dev.turnout.events.ResumeRollout(),
            c -> new ResumeRollout(header))
        .add(
            AbortRollout.class,
            dev.turnout.events.AbortRollout.class,
            c -> new dev.turnout.events.AbortRollout(),
            c -> new AbortRollout(header))
        .add(
            RetryRollout.class,
            dev.turnout.events.RetryRollout.class,
            c -> new dev.turnout.events.RetryRollout(),
            c -> new RetryRollout(header))
        .add(
            RollbackRollout.class,
            dev.turnout.events.RollbackRollout.class,
            c -> new dev.turnout.events.RollbackRollout(),
            c -> new RollbackRollout(header))
        .add(
            Tick.class,
            dev.turnout.events.Tick.class,
            c -> new dev.turnout.events.Tick(),
            c -> new Tick(header))
        .add(
            BlockModel.class,
            dev.turnout.events.BlockModel.class,
            c -> new dev.turnout.events.BlockModel(),
            c -> new BlockModel(header))
        .add(
            UnblockModel.class,
            dev.turnout.events.UnblockModel.class,
            c -> new dev.turnout.events.UnblockModel(),
            c -> new UnblockModel(header))
        .add(
            ApproveRollout.class,
            dev.turnout.events.ApproveRollout.class,
            c -> new dev.turnout.events.ApproveRollout(),
            c -> new ApproveRollout(header))
        .add(
            RejectRollout.class,
            dev.turnout.events.RejectRollout.class,
            c -> new dev.turnout.events.RejectRollout(),
            c -> new RejectRollout(header));
  }
}
