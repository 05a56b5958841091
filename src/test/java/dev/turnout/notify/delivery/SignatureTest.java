package dev.turnout.notify.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SignatureTest {
  /** The example of Standard Webhooks, signed by Python's hmac. */
  @Test
  void shouldSignAsTheSpecificationSays() {
    assertThat(
            Signature.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .sign(
                    "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    1_614_265_330,
                    "{\"test\": 2432232314}".getBytes(UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void shouldRefuseASecretThatIsTooShortWithoutShowingIt() {
    assertThatThrownBy(() -> Signature.of("hunter2"))
        .hasMessageContaining("Expected a secret of at least 16 bytes")
        .hasMessageNotContaining("hunter2");
    assertThat(Signature.of("a secret of many letters").toString()).isEqualTo("Signature[hidden]");
  }
}
