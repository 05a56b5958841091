package dev.turnout.orchestrator.lifeline;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another orchestrator, as the group knows it.
 *
 * @param name its {@code group.instance.id}, which is also its transactional id
 * @param address where its lifeline listens
 */
record Peer(String name, InetSocketAddress address) {

  private static final Pattern CLIENT_ID = Pattern.compile(".*-lifeline-([0-9]{1,5})");

  /** A client id that tells peers the port of the lifeline. */
  static String clientId(String base, int port) {
    return base + "-lifeline-" + port;
  }

  /**
   * @param host as the broker sees it, such as {@code /10.0.0.5}
   * @return empty if the member has no lifeline
   */
  static Optional<Peer> of(Optional<String> instanceId, String clientId, String host) {
    Matcher matcher = CLIENT_ID.matcher(clientId);
    if (instanceId.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group(1));
    if (port > 65_535) {
      return Optional.empty();
    }
    String name = host.substring(host.lastIndexOf('/') + 1);
    return Optional.of(new Peer(instanceId.get(), new InetSocketAddress(name, port)));
  }
}
