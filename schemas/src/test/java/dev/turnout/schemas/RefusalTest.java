package dev.turnout.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.security.oauthbearer.JwtRetrieverException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalTest {

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            new TopicAuthorizationException(Set.of("turnout.routes")),
            "no right to the topic 'turnout.routes' ('turnout topics acls --role agent' prints the rights that are needed)"),
        Arguments.of(
            GroupAuthorizationException.forGroupId("turnout.mlflow"),
            "no right to the consumer group 'turnout.mlflow' ('turnout topics acls --role agent' prints the rights that are needed)"),
        Arguments.of(
            new TransactionalIdAuthorizationException("Transactional Id authorization failed."),
            "no right to the transactional id: Transactional Id authorization failed. ('turnout topics acls --role agent' prints the rights that are needed)"),
        Arguments.of(
            new ClusterAuthorizationException("Cluster authorization failed."),
            "no right to the cluster, or to write to any topic ('turnout topics acls --role agent' prints the rights that are needed)"),
        Arguments.of(
            new SaslAuthenticationException("invalid credentials"),
            "wrong login: invalid credentials (see 'sasl.mechanism' and 'sasl.jaas.config')"),
        Arguments.of(
            new SaslAuthenticationException("{\"status\":\"invalid_token\"}"),
            "wrong token: {\"status\":\"invalid_token\"} (is it over, or of another issuer or audience?)"),
        Arguments.of(
            new SslAuthenticationException(
                "SSL handshake failed", new SSLHandshakeException("no valid certification path")),
            "no TLS: no valid certification path (is the certificate of the one who answered signed by an authority in 'ssl.truststore.*', and for the name in 'bootstrap.servers'?)"),
        Arguments.of(
            new JwtRetrieverException("401 from the identity provider"),
            "there is no token to log in with: 401 from the identity provider (see 'sasl.oauthbearer.*' and 'sasl.jaas.config')"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void shouldSayWhatWasRefusedAndWhatToDo(KafkaException refused, String sentence) {
    // given: as clients wrap it
    Exception wrapped = new KafkaException("Failed", new ExecutionException(refused));

    // when // then
    assertThat(Refusal.in(wrapped, Role.AGENT)).contains(new Refusal(sentence));
    assertThat(Refusal.sentence(wrapped, Role.AGENT)).isEqualTo(sentence);
  }

  @Test
  void shouldNameNoRoleThatItDoesNotKnow() {
    assertThat(Refusal.in(new TopicAuthorizationException(Set.of("a"))))
        .map(Refusal::sentence)
        .contains(
            "no right to the topic 'a' ('turnout topics acls' prints the rights that are needed)");
  }

  @Test
  void shouldLeaveOtherTroublesToOthers() {
    // given
    Exception slow = new KafkaException("Failed", new TimeoutException("no answer in 5 s"));
    Exception missing =
        new KafkaException("Failed to construct", new NoSuchFileException("/etc/turnout/ca.pem"));

    // when // then
    assertThat(Refusal.in(slow)).isEmpty();
    assertThat(Refusal.sentence(slow, Role.AGENT)).isEqualTo("no answer in 5 s");
    assertThat(Refusal.sentence(missing, Role.AGENT)).isEqualTo("no file /etc/turnout/ca.pem");
    assertThat(Refusal.bottom(new IllegalStateException())).isEqualTo("null");
  }
}
