package dev.turnout.agents.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ResourceLimitsTest {
  private static final ResourceLimits ALL =
      new ResourceLimits(OptionalLong.of(2L << 30), OptionalInt.of(2), OptionalInt.of(4096));
  private static final List<String> COMMAND = List.of("mlflow", "models", "serve");

  @Test
  void shouldPutTheLimitsBeforeTheCommand() {
    assertThat(ALL.around(COMMAND, 21_001, 8, program -> true))
        .containsExactly(
            "taskset",
            "--cpu-list",
            "2,3",
            "prlimit",
            "--data=2147483648",
            "--nofile=4096",
            "--",
            "mlflow",
            "models",
            "serve");
  }

  @Test
  void shouldLeaveACommandWithoutLimitsAsItIs() {
    assertThat(ResourceLimits.none().around(COMMAND, 21_001, 8, program -> true))
        .isEqualTo(COMMAND);
  }

  @Test
  void shouldNotLimitToMoreProcessorsThanThereAre() {
    ResourceLimits limits =
        new ResourceLimits(OptionalLong.empty(), OptionalInt.of(8), OptionalInt.empty());

    assertThat(limits.around(COMMAND, 21_001, 8, program -> true)).isEqualTo(COMMAND);
  }

  @Test
  void shouldSayWhatTheMachineCannotHold() {
    assertThat(ALL.around(COMMAND, 21_001, 8, program -> false)).isEqualTo(COMMAND);
    assertThat(ALL.missing(program -> false))
        .containsExactly(
            "memory and openFiles are not limited, because there is no program 'prlimit'",
            "cpus is not limited, because there is no program 'taskset'");
    assertThat(ALL.missing(program -> true)).isEmpty();
  }

  @Test
  void shouldReadSizes() {
    assertThat(ResourceLimits.bytes("512Mi")).isEqualTo(512L << 20);
    assertThat(ResourceLimits.bytes("2GiB")).isEqualTo(2L << 30);
    assertThatThrownBy(() -> ResourceLimits.bytes("2G"))
        .hasMessage("Expected a size such as 512Mi or 2Gi, but got '2G'");
  }

  @Test
  void shouldRefuseLimitsUnderWhichNothingRuns() {
    assertThatThrownBy(
            () -> new ResourceLimits(OptionalLong.of(5), OptionalInt.empty(), OptionalInt.empty()))
        .hasMessage("Expected a memory limit of at least 1Mi, but got 5 bytes");
    assertThatThrownBy(
            () -> new ResourceLimits(OptionalLong.empty(), OptionalInt.empty(), OptionalInt.of(3)))
        .hasMessage("Expected a limit of at least 16 open files, but got 3");
  }
}
