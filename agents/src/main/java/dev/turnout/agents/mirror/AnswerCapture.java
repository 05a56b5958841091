package dev.turnout.agents.mirror;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Keeps the beginning of an answer while it passes. Belongs to one event loop. */
public final class AnswerCapture {
  private final int most;
  private final Buffer kept = Buffer.buffer();
  private String encoding = "";
  private long length;

  /**
   * @param most bytes to keep, from 0
   */
  public AnswerCapture(int most) {
    this.most = most;
  }

  /** Its headers have come. */
  public void begin(MultiMap headers) {
    @Nullable String given = headers.get(HttpHeaders.CONTENT_ENCODING);
    encoding = given == null ? "" : given.trim().toLowerCase(Locale.ROOT);
  }

  /** A piece of its body has come. */
  public void add(Buffer chunk) {
    int room = most - kept.length();
    if (room > 0) {
      kept.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
    }
    length += chunk.length();
  }

  long length() {
    return length;
  }

  Answer answer(int status) {
    return new Answer(status, encoding, kept, length);
  }
}
