package dev.turnout.output;

import java.io.Console;

/** Whether a person watches, and the few control sequences that a live view needs. */
public final class Terminal {
  /** Clears the screen and puts the cursor into its first line. */
  public static final String CLEAR = "\u001b[H\u001b[2J";

  /** Puts the cursor into the first line without clearing, so that nothing flickers. */
  public static final String HOME = "\u001b[H";

  /** Clears from the cursor to the end of its line. */
  public static final String CLEAR_LINE = "\u001b[K";

  /** Clears from the cursor to the end of the screen. */
  public static final String CLEAR_BELOW = "\u001b[J";

  private Terminal() {}

  /** Whether standard output is a terminal that understands control sequences. */
  public static boolean isInteractive() {
    Console console = System.console();
    String kind = System.getenv("TERM");
    return console != null && isTerminal(console) && kind != null && !kind.equals("dumb");
  }

  /** From Java 22 a console may be no terminal, and says so. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
