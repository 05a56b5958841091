package dev.turnout.orchestrator.lifeline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/**
 * Where an orchestrator's lifeline listens.
 *
 * @param wanted false for nowhere
 * @param address where; port 0 takes a free one; empty for a free port of the address from which
 *     this machine reaches Kafka, which is the one at which the broker, and so the peers, see it
 */
public record LifelinePlace(boolean wanted, Optional<InetSocketAddress> address) {

  public static LifelinePlace automatic() {
    return new LifelinePlace(true, Optional.empty());
  }

  public static LifelinePlace off() {
    return new LifelinePlace(false, Optional.empty());
  }

  public static LifelinePlace at(InetSocketAddress address) {
    return new LifelinePlace(true, Optional.of(address));
  }

  /**
   * The address to bind.
   *
   * @param bootstrapServers {@code host:port}, separated by commas
   */
  InetSocketAddress resolve(String bootstrapServers) {
    return address.orElseGet(() -> new InetSocketAddress(towards(bootstrapServers), 0));
  }

  /** Asks the routing table; nothing is sent. */
  private static InetAddress towards(String bootstrapServers) {
    String first = bootstrapServers.split(",", 2)[0].trim();
    int colon = first.lastIndexOf(':');
    String host = first.substring(0, Math.max(0, colon)).replace("[", "").replace("]", "");
    try (DatagramChannel probe = DatagramChannel.open()) {
      probe.connect(new InetSocketAddress(host, Integer.parseInt(first.substring(colon + 1))));
      return ((InetSocketAddress) probe.getLocalAddress()).getAddress();
    } catch (IOException | RuntimeException e) {
      return InetAddress.getLoopbackAddress();
    }
  }
}
