package dev.turnout.schemas;

import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.security.oauthbearer.JwtRetrieverException;
import org.apache.kafka.common.security.oauthbearer.JwtValidatorException;

/**
 * What a Kafka client was refused: trust, login or a right. Found wherever it lies among the causes
 * of an exception, and told as a sentence that says what to do. No secret is in it, since Kafka
 * puts none into its messages.
 *
 * @param sentence what was refused, and what to do
 */
public record Refusal(String sentence) {
  private static final Pattern CLASSES = Pattern.compile("^([\\w.$]+(Exception|Error): )+");
  private static final String RIGHTS = "'turnout topics acls%s' prints the rights that are needed";

  /** The refusal among the causes; empty if the trouble is another one. */
  public static Optional<Refusal> in(Throwable trouble) {
    return in(trouble, "");
  }

  /** The same for somebody whose role is known. */
  public static Optional<Refusal> in(Throwable trouble, Role role) {
    return in(trouble, " --role " + role.label());
  }

  /** The refusal if there is one, else what the cause at the bottom says. */
  public static String sentence(Throwable trouble, Role role) {
    return in(trouble, role).map(Refusal::sentence).orElseGet(() -> bottom(trouble));
  }

  /** What the first cause says that is not one of the sentences around it, which say nothing. */
  public static String bottom(Throwable trouble) {
    Throwable telling = trouble;
    for (Throwable cause : causes(trouble).toList()) {
      if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
        telling = cause;
      }
      if (!isWrapper(cause)) {
        break;
      }
    }
    return telling instanceof NoSuchFileException ? "no file " + said(telling) : said(telling);
  }

  private static boolean isWrapper(Throwable cause) {
    return cause instanceof KafkaException
        || cause instanceof ExecutionException
        || cause instanceof CompletionException
        || cause instanceof LoginException;
  }

  /** Without the names of classes, and the stack trace that a login puts into its message. */
  private static String said(Throwable cause) {
    String first = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return CLASSES.matcher(first).replaceFirst("");
  }

  private static Optional<Refusal> in(Throwable trouble, String options) {
    return causes(trouble)
        .flatMap(cause -> told(cause, RIGHTS.formatted(options)).stream())
        .map(Refusal::new)
        .findFirst();
  }

  private static Optional<String> told(Throwable cause, String rights) {
    if (cause instanceof TopicAuthorizationException topic) {
      return Optional.of(right("the topic", topic.unauthorizedTopics(), topic, rights));
    }
    if (cause instanceof GroupAuthorizationException group) {
      return Optional.of(
          "no right to the consumer group '%s' (%s)".formatted(group.groupId(), rights));
    }
    if (cause instanceof TransactionalIdAuthorizationException) {
      return Optional.of(
          "no right to the transactional id: %s (%s)".formatted(cause.getMessage(), rights));
    }
    if (cause instanceof ClusterAuthorizationException) {
      return Optional.of(
          "no right to the cluster, or to write to any topic (%s)".formatted(rights));
    }
    return login(cause);
  }

  private static Optional<String> login(Throwable cause) {
    if (cause instanceof SslAuthenticationException) {
      return Optional.of(
          "no TLS: %s (is the certificate of the one who answered signed by an authority in 'ssl.truststore.*', and for the name in 'bootstrap.servers'?)"
              .formatted(bottom(cause)));
    }
    if (cause instanceof AuthenticationException) {
      return Optional.of(
          String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("invalid_token")
              ? "wrong token: %s (is it over, or of another issuer or audience?)"
                  .formatted(cause.getMessage())
              : "wrong login: %s (see 'sasl.mechanism' and 'sasl.jaas.config')"
                  .formatted(cause.getMessage()));
    }
    boolean token =
        cause instanceof JwtRetrieverException
            || cause instanceof JwtValidatorException
            || cause instanceof LoginException;
    return token
        ? Optional.of(
            "there is no token to log in with: %s (see 'sasl.oauthbearer.*' and 'sasl.jaas.config')"
                .formatted(bottom(cause)))
        : Optional.empty();
  }

  private static String right(
      String what, Collection<String> names, Throwable cause, String rights) {
    return names.isEmpty()
        ? "no right: %s (%s)".formatted(cause.getMessage(), rights)
        : "no right to %s '%s' (%s)".formatted(what, String.join("', '", names), rights);
  }

  private static Stream<Throwable> causes(Throwable trouble) {
    return Stream.iterate(trouble, cause -> cause != null, Throwable::getCause).limit(20);
  }
}
