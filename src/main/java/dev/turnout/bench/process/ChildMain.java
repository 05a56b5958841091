package dev.turnout.bench.process;

import java.io.IOException;
import java.util.Arrays;

/** Runs another program's main and ends the process when its input ends, with its parent. */
public final class ChildMain {
  private ChildMain() {}

  /**
   * @param args name of the class whose main is run, then its arguments
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    var watcher = new Thread(ChildMain::endWithInput, "end-with-parent");
    watcher.setDaemon(true);
    watcher.start();
    Object rest = Arrays.copyOfRange(args, 1, args.length);
    Class.forName(args[0]).getMethod("main", String[].class).invoke(null, rest);
  }

  private static void endWithInput() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(3);
  }
}
