package dev.turnout.signing;

import dev.turnout.api.access.Role;
import dev.turnout.api.access.Verb;
import dev.turnout.events.AbortRollout;
import dev.turnout.events.ApplyPolicy;
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
import java.util.Map;

/** The least role that may have a command carried out: that of the API, where it has the same. */
final class NeededRole {
  private static final Map<Class<?>, Verb> VERBS =
      Map.ofEntries(
          Map.entry(StartRollout.class, Verb.START),
          Map.entry(PromoteRollout.class, Verb.PROMOTE),
          Map.entry(PauseRollout.class, Verb.PAUSE),
          Map.entry(ResumeRollout.class, Verb.RESUME),
          Map.entry(AbortRollout.class, Verb.ABORT),
          Map.entry(RollbackRollout.class, Verb.ROLLBACK),
          Map.entry(RetryRollout.class, Verb.RETRY),
          Map.entry(ApproveRollout.class, Verb.APPROVE),
          Map.entry(RejectRollout.class, Verb.REJECT),
          Map.entry(BlockModel.class, Verb.BLOCK),
          Map.entry(UnblockModel.class, Verb.UNBLOCK),
          Map.entry(ApplyPolicy.class, Verb.SET_POLICY));

  private NeededRole() {}

  /** Letters between orchestrators are an admin's, and so is every command not known here. */
  static Role of(Object action) {
    if (action instanceof PromoteRollout promote && promote.getFull()) {
      return Verb.PROMOTE_FULL.least();
    }
    Verb verb = VERBS.get(action.getClass());
    return verb == null ? Role.ADMIN : verb.least();
  }
}
