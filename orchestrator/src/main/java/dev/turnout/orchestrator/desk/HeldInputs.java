package dev.turnout.orchestrator.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Which inputs the states of a {@link Heritage} have: about half of those that are recalled. Known
 * by the record's key, so that they need not be decoded.
 */
public final class HeldInputs {
  private final Map<ByteBuffer, Ledger> byKey = new HashMap<>();

  public HeldInputs(Heritage heritage) {
    for (Ledger ledger : heritage.ledgers()) {
      byte[] key = ledger.processor().model().name().value().getBytes(UTF_8);
      byKey.put(ByteBuffer.wrap(key), ledger);
    }
  }

  /** Whether the state of the record's model has it. */
  public boolean has(Received received) {
    byte[] key = received.record().key();
    Ledger ledger = key == null ? null : byKey.get(ByteBuffer.wrap(key));
    return ledger != null && ledger.has(received);
  }
}
