package dev.turnout.bench.start;

/** The limit of every start: a program that has nothing to do. */
public final class Nothing {
  private Nothing() {}

  /** Returns at once. */
  public static void main(String[] args) {}
}
