package dev.turnout.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * One node of a cluster on this machine in a process of its own, which can be killed without the
 * others: broker and controller in one, as in {@link EmbeddedKafka}.
 */
public final class NodeProcess {

  private static final int FIXED = 5;

  private NodeProcess() {}

  /**
   * Runs a node until the process ends. What is on its disk is kept for the next start.
   *
   * @param args number of the node from 1, id of the cluster, directory of the node, the nodes'
   *     broker ports, the nodes' controller ports (both separated by commas, the same for every
   *     node), then any broker properties as {@code key=value}
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < FIXED) {
      System.err.println(
          "Expected NODE CLUSTER_ID DIRECTORY BROKER_PORTS CONTROLLER_PORTS [KEY=VALUE ...]");
      System.exit(2);
    }
    int id = Integer.parseInt(args[0]);
    List<Integer> brokers = ports(args[3]);
    List<Integer> controllers = ports(args[4]);
    NodeSockets sockets = NodeSockets.open(brokers.get(id - 1), controllers.get(id - 1));
    var node =
        new EmbeddedNode(
            id, args[1], Path.of(args[2]), sockets, voters(controllers), properties(args));
    node.start();
    System.out.printf("Node %d serves on %s%n", id, node.brokerAddress());
    new CountDownLatch(1).await();
  }

  private static List<Integer> ports(String text) {
    return Stream.of(text.split(",")).map(Integer::valueOf).toList();
  }

  private static Map<Integer, InetSocketAddress> voters(List<Integer> controllers) {
    Map<Integer, InetSocketAddress> voters = new TreeMap<>();
    for (int i = 0; i < controllers.size(); i++) {
      voters.put(
          i + 1, new InetSocketAddress(InetAddress.getLoopbackAddress(), controllers.get(i)));
    }
    return voters;
  }

  private static Map<String, String> properties(String[] args) {
    Map<String, String> properties = new HashMap<>();
    for (int i = FIXED; i < args.length; i++) {
      String[] pair = args[i].split("=", 2);
      properties.put(pair[0], pair[1]);
    }
    return properties;
  }
}
