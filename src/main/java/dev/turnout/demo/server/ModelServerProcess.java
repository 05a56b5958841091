package dev.turnout.demo.server;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One model server of the demo as a process: it serves until it is ended, or until the process that
 * started it is gone. Started directly rather than through the command line, so that six of them
 * are up within a second or two on a small machine.
 */
public final class ModelServerProcess {
  private ModelServerProcess() {}

  /**
   * Serves a version.
   *
   * @param args folder of the version, and the port on the loopback address
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("Expected the folder of a version and a port");
      System.exit(2);
    }
    endWithParent();
    ModelServer server =
        ModelServer.start(new ModelBundle(Path.of(args[0])), Integer.parseInt(args[1]));
    System.out.printf("Serving %s on port %d%n", args[0], server.port());
  }

  /** A demo that was killed must not leave its servers behind. */
  private static void endWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(0)));
  }
}
