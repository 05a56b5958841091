package dev.turnout.control.http;

import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in a sentence why the API did not do what it was asked for. */
final class ApiFailures {
  private final ApiAddress address;

  ApiFailures(ApiAddress address) {
    this.address = address;
  }

  /** The server could not be spoken to. */
  Failure of(IOException e) {
    return new Failure(Exit.UNREACHABLE, sentence(e), e);
  }

  private String sentence(IOException e) {
    if (e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException)) {
      return "The API at %s did not answer in time".formatted(address.base());
    }
    if (e instanceof SSLException) {
      return "Could not trust the API at %s: %s (name the authority that signed its certificate with --cacert FILE)"
          .formatted(address.base(), e.getMessage());
    }
    if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) {
      return "Could not reach the API at %s (%s). An orchestrator with a section 'api' serves it, and 'turnout up'; another is named with --server"
          .formatted(address.base(), reason(e));
    }
    return "The API at %s broke off (%s); what was sent may have been carried out: 'turnout get rollout' tells"
        .formatted(address.base(), e.getMessage());
  }

  private static String reason(IOException e) {
    if (e instanceof HttpConnectTimeoutException) {
      return "no answer";
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "unknown host";
      }
    }
    return Optional.ofNullable(e.getMessage())
        .map(text -> text.toLowerCase(java.util.Locale.ROOT))
        .orElse("connection refused");
  }

  /**
   * The server said no.
   *
   * @param caller who it takes us for; empty if that is not known
   */
  Failure of(ApiAnswer answer, Optional<String> caller) {
    if (answer.status() >= 300 && answer.status() < 400) {
      return Failure.invalid(
          "Expected Turnout's API at %s, but got a redirection (give the address that it leads to as --server)",
          address.base());
    }
    if (answer.problemType().isEmpty()) {
      String sentence =
          "Expected Turnout's API at %s, but got %d with %s (is something else there, or before it?)"
              .formatted(address.base(), answer.status(), answer.type());
      return answer.status() > 501 ? later(sentence) : new Failure(Exit.UNREACHABLE, sentence);
    }
    Map<String, Object> problem = answer.tree();
    String detail = ApiAnswer.text(problem, "detail");
    return switch (answer.status()) {
      case 401 -> new Failure(Exit.UNREACHABLE, login(detail));
      case 403 ->
          new Failure(
              Exit.UNREACHABLE,
              "The API at %s does not allow that%s: %s"
                  .formatted(address.base(), caller.map(who -> " to " + who).orElse(""), detail));
      case 409 -> new Failure(Exit.REFUSED, "refused: " + detail);
      case 429, 502, 503, 504 -> later("The API at %s: %s".formatted(address.base(), detail));
      case 500 -> new Failure(Exit.DEFECT, "A defect at %s: %s".formatted(address.base(), detail));
      default -> new Failure(Exit.INVALID_INPUT, invalid(problem, detail));
    };
  }

  /** What may be over when one asks again. */
  private static Failure later(String sentence) {
    return new Failure(Exit.UNREACHABLE, sentence, new IOException(sentence));
  }

  /** Whether it may be over when one asks again: nobody was there, or not able to answer. */
  static boolean mayPass(Failure failure) {
    return failure.exit() == Exit.UNREACHABLE
        && failure.getCause() instanceof IOException
        && !(failure.getCause() instanceof SSLException);
  }

  private String login(String detail) {
    return address.token().isEmpty()
        ? "The API at %s wants a login (give --token-file FILE or set TURNOUT_TOKEN; 'turnout token create' makes a token)"
            .formatted(address.base())
        : "The API at %s does not take the token: %s ('turnout token create' makes one)"
            .formatted(address.base(), detail);
  }

  private static String invalid(Map<String, Object> problem, String detail) {
    String errors =
        ApiAnswer.items(problem, "errors").stream()
            .map(
                error ->
                    "%n  line %s, column %s: %s: %s"
                        .formatted(
                            value(error.get("line")),
                            value(error.get("column")),
                            value(error.get("path")),
                            value(error.get("message"))))
            .collect(Collectors.joining());
    return errors.isEmpty() ? detail : "the server finds mistakes in the file:" + errors;
  }

  private static String value(@Nullable Object value) {
    return String.valueOf(value);
  }
}
