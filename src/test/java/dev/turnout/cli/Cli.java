package dev.turnout.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;

/** Runs commands in this process and keeps what they print. */
public final class Cli {
  /** How a command ended. */
  public record Result(int code, String out, String err) {}

  private Cli() {}

  /** Runs one command. */
  public static Result run(String... args) {
    return start(args).end();
  }

  /** Runs one command beside the test. */
  public static Running start(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Program.commandLineFor(args);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new Running(CompletableFuture.supplyAsync(() -> line.execute(args), Cli::run), out, err);
  }

  private static void run(Runnable command) {
    Thread thread = new Thread(command, "turnout");
    thread.setDaemon(true);
    thread.start();
  }

  /** A command that may still run. */
  public record Running(CompletableFuture<Integer> code, StringWriter out, StringWriter err) {
    /** What it has printed so far. */
    public String said() {
      return out.toString();
    }

    public boolean hasEnded() {
      return code.isDone();
    }

    /** Waits for its end. */
    public Result end() {
      int ended = code.join();
      return new Result(ended, out.toString(), err.toString());
    }
  }
}
