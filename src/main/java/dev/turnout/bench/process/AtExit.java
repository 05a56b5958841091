package dev.turnout.bench.process;

/** What is done when this process ends, unless it is closed before: children are not left alone. */
public final class AtExit implements AutoCloseable {
  private final Thread hook;

  private AtExit(Thread hook) {
    this.hook = hook;
  }

  /**
   * From now on the act is done at the end.
   *
   * @param name of the thread that does it
   */
  public static AtExit act(String name, Runnable act) {
    var hook = new Thread(act, name);
    Runtime.getRuntime().addShutdownHook(hook);
    return new AtExit(hook);
  }

  /** There is nothing left to do. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends: the act is being done.
    }
  }
}
