package dev.turnout.orchestrator.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.orchestrator.mlflow.RolloutDecision.Mark;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelUriTest {
  @Test
  void shouldReadVersionsAndAliases() {
    assertThat(ModelUri.parse("models:/fraud/2"))
        .contains(new ModelUri("fraud", Optional.of("2"), Optional.empty()));
    assertThat(ModelUri.parse("models:/team.fraud@champion"))
        .contains(new ModelUri("team.fraud", Optional.empty(), Optional.of("champion")));
    assertThat(ModelUri.parse("s3://bucket/fraud")).isEmpty();
  }

  @Test
  void shouldRefuseStagesAndSayWhatToWrite() {
    assertThatThrownBy(() -> ModelUri.parse("models:/fraud/Production"))
        .hasMessage(
            "Expected models:/NAME/VERSION or models:/NAME@ALIAS, but got"
                + " 'models:/fraud/Production' (stages such as Production are deprecated in MLflow,"
                + " use an alias)");
  }

  @Test
  void shouldReadBackTheMarkThatItWrites() {
    Mark mark = new Mark(Instant.parse("2026-01-01T00:00:00.123Z"), 17, "9f86");

    assertThat(Mark.parse(mark.toString())).contains(mark);
    assertThat(Mark.parse("somebody/else's/tag")).isEmpty();
    assertThat(Mark.parse("text")).isEmpty();
  }

  @Test
  void shouldHideWhoWeAre() {
    MlflowAccess access =
        MlflowAccess.of("http://mlflow:5000/", Map.of("MLFLOW_TRACKING_TOKEN", "s3cret"));

    assertThat(access.authorization()).contains("Bearer s3cret");
    assertThat(access.toString()).isEqualTo("MlflowAccess[uri=http://mlflow:5000]");
    assertThatThrownBy(() -> MlflowAccess.of("http://jane:s3cret@mlflow", Map.of()))
        .hasMessageContaining("without user and password")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> MlflowAccess.of("sqlite:///mlflow.db", Map.of()))
        .hasMessage(
            "Expected the address of an MLflow server such as http://localhost:5000, but got"
                + " 'sqlite:///mlflow.db'");
  }

  @Test
  void shouldTakeUserAndPasswordWithoutAToken() {
    MlflowAccess access =
        MlflowAccess.of(
            "http://mlflow:5000",
            Map.of("MLFLOW_TRACKING_USERNAME", "jane", "MLFLOW_TRACKING_PASSWORD", "pw"));

    assertThat(access.authorization()).contains("Basic amFuZTpwdw==");
  }
}
