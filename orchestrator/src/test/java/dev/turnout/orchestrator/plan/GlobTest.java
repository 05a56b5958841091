package dev.turnout.orchestrator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "fraud, fraud, true",
    "fraud, fraud-eu, false",
    "*, anything, true",
    "fraud*, fraud, true",
    "fraud*, fraud-eu, true",
    "*@example.com, joe@example.com, true",
    "*@example.com, joe@example.com.evil, false",
    "a*b*c, abc, true",
    "a*b*c, aXbYbc, true",
    "a*b*c, acb, false",
    "ab*ba, aba, false",
    "**, x, true",
    "a.c, abc, false"
  })
  void shouldLetAStarStandForAnything(String pattern, String text, boolean expected) {
    // when
    boolean matches = new Glob(pattern).matches(text);
    // then
    assertThat(matches).isEqualTo(expected);
  }
}
