package dev.turnout.control;

import dev.turnout.events.AbortRollout;
import dev.turnout.events.ApproveRollout;
import dev.turnout.events.BlockModel;
import dev.turnout.events.PauseRollout;
import dev.turnout.events.PromoteRollout;
import dev.turnout.events.RejectRollout;
import dev.turnout.events.ResumeRollout;
import dev.turnout.events.RetryRollout;
import dev.turnout.events.RollbackRollout;
import dev.turnout.events.StartRollout;
import dev.turnout.events.UnblockModel;
import dev.turnout.orchestrator.codec.SpecCodec;
import dev.turnout.spec.RolloutFile;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** Something that an orchestrator can be asked to do. */
public sealed interface Deed {
  /** What the command carries on the bus. */
  SpecificRecord action();

  /**
   * Starts a rollout.
   *
   * @param text the same file as it was written, for a server that reads it itself
   * @param supersede gives up the one that runs
   */
  record Start(RolloutFile file, String text, boolean supersede) implements Deed {
    @Override
    public SpecificRecord action() {
      return new StartRollout(SpecCodec.write(file.spec()), supersede);
    }
  }

  /** Steers a rollout. */
  enum Steer implements Deed {
    PROMOTE(() -> new PromoteRollout(false)),
    PROMOTE_FULLY(() -> new PromoteRollout(true)),
    PAUSE(PauseRollout::new),
    RESUME(ResumeRollout::new),
    ABORT(AbortRollout::new),
    ROLLBACK(RollbackRollout::new),
    RETRY(RetryRollout::new),
    APPROVE(ApproveRollout::new),
    REJECT(RejectRollout::new);

    private final Supplier<SpecificRecord> action;

    Steer(Supplier<SpecificRecord> action) {
      this.action = action;
    }

    @Override
    public SpecificRecord action() {
      return action.get();
    }
  }

  /** Stops the progress of a model's rollouts, or lets them go on. */
  enum Hold implements Deed {
    BLOCK(BlockModel::new),
    UNBLOCK(UnblockModel::new);

    private final Supplier<SpecificRecord> action;

    Hold(Supplier<SpecificRecord> action) {
      this.action = action;
    }

    @Override
    public SpecificRecord action() {
      return action.get();
    }

    /** As it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
