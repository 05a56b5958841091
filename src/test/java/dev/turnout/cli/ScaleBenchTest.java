package dev.turnout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleBenchTest {

  @ParameterizedTest
  @CsvSource({
    "--models,9,10 models",
    "--interval,20s,silent for 15s",
    "--soak,8d,30m",
    "--heap,much,512m",
    "--failing,0,--failing 1",
    "--failing,5000,--failing 1"
  })
  void shouldSayWhatToWriteInstead(String option, String value, String advice) {
    // when
    Cli.Result result = Cli.run("bench", "scale", option, value);

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(advice);
  }

  @Test
  void shouldLeaveEnoughModelsThatDoNotFail() {
    // when
    Cli.Result result = Cli.run("bench", "scale", "--quick", "--models", "20");

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("half of the 20 models");
  }
}
