package dev.turnout.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
  private static final Pattern REACTION =
      Pattern.compile("p50 (\\d+) ms, max (\\d+) ms \\(3 rollbacks\\)");
  // The next report would come a second later; one of the three may meet a pause of the machine.
  private static final long USUAL_REACTION_MS = 1000;
  private static final long LONGEST_REACTION_MS = 15_000;

  @TempDir private Path directory;

  @Test
  void shouldPromoteTheGoodVersionAndSendTheBadOnesBack() throws Exception {
    // when
    int exit;
    String output;
    try (var demo = TurnoutProcess.start(directory, "demo", "--no-color")) {
      exit = demo.awaitExit(Duration.ofMinutes(8));
      output = demo.output();
    }

    // then
    System.out.println(output);
    assertThat(exit).as(output).isZero();
    assertThat(output).containsPattern("1 canary, good version +Promoted +yes");
    assertThat(output).containsPattern("2 canary, slow version +RolledBack +yes");
    assertThat(output).containsPattern("3 canary, wrong labels +RolledBack +yes");
    assertThat(output).containsPattern("4 blue-green, smoke test +RolledBack +yes");
    assertThat(output).containsPattern("5 blue-green, bad later +RolledBack +yes");
    assertThat(output).contains("Lost by switching: 0 of");
    Matcher reaction = REACTION.matcher(output);
    assertThat(reaction.find()).as(output).isTrue();
    assertThat(Long.parseLong(reaction.group(1))).isLessThan(USUAL_REACTION_MS);
    assertThat(Long.parseLong(reaction.group(2))).isLessThan(LONGEST_REACTION_MS);
  }

  @Test
  void shouldRefuseASceneThatIsNotThere() throws Exception {
    // when
    int exit;
    String output;
    try (var demo = TurnoutProcess.start(directory, "demo", "--scene", "9")) {
      exit = demo.awaitExit(Duration.ofSeconds(120));
      output = demo.output();
    }

    // then
    assertThat(exit).isEqualTo(2);
    assertThat(output).contains("Expected a scene from 1 to 5, but got 9");
  }
}
