package dev.turnout.yaml;

/**
 * One mistake in a document.
 *
 * @param source name of the document, such as its file
 * @param line from 1
 * @param column from 1
 * @param path where in the document's tree, such as {@code models[0].port}; empty for the whole
 * @param message what was expected, what came, and the cure
 */
public record Problem(String source, int line, int column, String path, String message) {
  /** {@code agent.yaml:3:9: models[0].port: Expected ...}, which editors turn into a link. */
  @Override
  public String toString() {
    String where = "%s:%d:%d: ".formatted(source, line, column);
    return path.isEmpty() ? where + message : where + path + ": " + message;
  }
}
