package dev.turnout.report;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * Lines of a text that may be endless. Of a line that is longer than {@link RowReader} accepts only
 * the beginning is kept, just long enough to be refused.
 */
final class BoundedLines {
  private static final int KEPT = RowReader.LONGEST_LINE + 1;

  private final Reader reader;

  BoundedLines(Reader reader) {
    this.reader = reader;
  }

  /** The next line without its end; empty at the end of the text. */
  Optional<String> next() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = reader.read();
    if (c < 0) {
      return Optional.empty();
    }
    for (; c >= 0 && c != '\n'; c = reader.read()) {
      if (line.length() < KEPT) {
        line.append((char) c);
      }
    }
    int end = line.length() - 1;
    if (end >= 0 && line.charAt(end) == '\r') {
      line.setLength(end);
    }
    return Optional.of(line.toString());
  }
}
