package dev.turnout.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.cli.Cli;
import dev.turnout.yaml.InvalidDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTokenTest {
  @TempDir Path folder;

  @Test
  void shouldMakeATokenWhoseLineLetsItIn() throws Exception {
    // when
    Cli.Result made =
        Cli.run(
            "token",
            "create",
            "ci",
            "--role",
            "operator",
            "--models",
            "fraud*",
            "--expires-in",
            "1h");

    // then
    assertThat(made.code()).as(made.toString()).isZero();
    String token = made.out().strip();
    String line =
        made.err().lines().filter(text -> text.contains("sha256")).findFirst().orElseThrow();
    Path file = Files.writeString(folder.resolve("tokens.yaml"), "tokens:\n" + line + "\n");
    TokenFile tokens = TokenFile.open(file);
    Caller caller = tokens.find(token, Instant.now()).orElseThrow();
    assertThat(caller.actor()).isEqualTo("token/ci");
    assertThat(caller.may(Verb.START, "fraud-eu")).isTrue();
    assertThat(caller.may(Verb.START, "churn")).isFalse();
    assertThat(caller.may(Verb.PROMOTE_FULL)).isFalse();
    assertThat(tokens.find(token, Instant.now().plusSeconds(7200))).as("over").isEmpty();
    assertThat(tokens.find(token + "x", Instant.now())).isEmpty();
    assertThat(token).hasSize(47).startsWith("tnt_");
    assertThat(line).doesNotContain(token);
    assertThat(caller.toString()).doesNotContain(ApiToken.hash(token));
  }

  @Test
  void shouldRefuseRolesAndNamesThatThereAreNot() {
    assertThat(Cli.run("token", "create", "ci", "--role", "root").err())
        .contains("Expected the role viewer, operator or admin, but got 'root'");
    assertThat(Cli.run("token", "create", "a b", "--role", "admin").code()).isEqualTo(2);
    assertThatThrownBy(
            () ->
                TokenFile.parse("tokens:\n- {name: a, sha256: abc, role: viewer}\n", "tokens.yaml"))
        .isInstanceOf(InvalidDocument.class)
        .hasMessageContaining("64 hexadecimal digits")
        .hasMessageNotContaining("abc,");
  }
}
