package dev.turnout.orchestrator.stream;

import dev.turnout.orchestrator.desk.CommandDoor;
import dev.turnout.schemas.CommandSigner;

/**
 * Who may have commands carried out, and how an orchestrator signs its own.
 *
 * @param door says which commands may pass
 * @param signer signs what orchestrators write to each other
 */
public record CommandSecurity(CommandDoor door, CommandSigner signer) {

  /** Whoever may write to the topic may do everything. */
  public static final CommandSecurity OFF =
      new CommandSecurity(CommandDoor.OPEN, CommandSigner.NONE);
}
