package dev.turnout.testing;

/** A Prometheus, real or not, and what it scrapes. */
public interface Scraped extends AutoCloseable {
  String url();

  /**
   * A counter stands at this value from now on.
   *
   * @param series in Prometheus's text format, with labels in alphabetical order
   */
  void set(String series, long value);

  @Override
  void close();
}
