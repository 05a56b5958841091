package dev.turnout.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The dashboard's files, out of the program itself. They hold no data, so nobody logs in. */
final class StaticFiles {
  private static final String FOLDER = "/dashboard";
  private static final String LIBRARY = "/lib/";
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "mjs", "text/javascript; charset=utf-8",
          "json", "application/json; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  private final Map<String, Optional<File>> files = new ConcurrentHashMap<>();
  private final String library = PageLibrary.folder();

  private record File(Buffer content, String type, String tag) {}

  /** The file; empty if there is none. */
  Optional<Reply> reply(HttpServerRequest request) {
    HttpMethod method = request.method();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      return Optional.empty();
    }
    String path = request.path().equals("/") ? "/index.html" : request.path();
    return PATH.matcher(path).matches()
        ? find(path).map(file -> reply(file, request.getHeader("If-None-Match")))
        : Optional.empty();
  }

  /** Only what exists is kept, so that asking for what does not costs no memory. */
  private Optional<File> find(String path) {
    Optional<File> known = files.getOrDefault(path, Optional.empty());
    if (known.isPresent()) {
      return known;
    }
    Optional<File> read = read(path);
    read.ifPresent(file -> files.put(path, read));
    return read;
  }

  private Optional<File> read(String path) {
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    try (InputStream in = StaticFiles.class.getResourceAsStream(resource(path))) {
      if (in == null || type == null) {
        return Optional.empty();
      }
      byte[] bytes = in.readAllBytes();
      return Optional.of(new File(Buffer.buffer(bytes), type, tag(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reply reply(File file, @Nullable String known) {
    Reply whole =
        Reply.of(file.type(), file.content())
            .with("ETag", file.tag())
            .with("Cache-Control", "no-cache");
    return file.tag().equals(known)
        ? new Reply(304, file.type(), whole.headers(), Optional.of(Buffer.buffer()))
        : whole;
  }

  private String resource(String path) {
    return path.startsWith(LIBRARY) ? library + path.substring(LIBRARY.length()) : FOLDER + path;
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
