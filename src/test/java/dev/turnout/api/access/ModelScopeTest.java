package dev.turnout.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelScopeTest {
  @Test
  void shouldFitWholeNamesOnly() {
    // given
    ModelScope scope = ModelScope.of(List.of("fraud*", "ch.rn", "*-eu-*x"));

    // when // then
    assertThat(scope.includes("fraud")).isTrue();
    assertThat(scope.includes("fraud-eu")).isTrue();
    assertThat(scope.includes("my-fraud")).isFalse();
    assertThat(scope.includes("churn")).as("a dot is a dot").isFalse();
    assertThat(scope.includes("risk-eu-max")).isTrue();
    assertThat(scope.includes("risk-eu-may")).isFalse();
    assertThat(scope.isAll()).isFalse();
    assertThat(ModelScope.all().includes("anything")).isTrue();
  }

  @Test
  void shouldRefuseWhatFitsNoModel() {
    assertThatThrownBy(() -> ModelScope.of(List.of("Fraud")))
        .hasMessageContaining("such as fraud*, but got 'Fraud'");
    assertThatThrownBy(() -> ModelScope.of(List.of())).hasMessageContaining("write '*'");
  }
}
