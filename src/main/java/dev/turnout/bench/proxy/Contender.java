package dev.turnout.bench.proxy;

import java.util.Optional;

/**
 * Something that answers requests.
 *
 * @param name of its row
 * @param port on which requests come in
 * @param process that passes them on; empty if it is the model server itself
 */
record Contender(String name, int port, Optional<ProcessHandle> process) {
  static final String DIRECT = "direct";
  static final String PROXY = "proxy";
  static final String HAPROXY = "haproxy";
  static final String PLAIN_HAPROXY = "haproxy, plain";
  static final String NGINX = "nginx";
}
