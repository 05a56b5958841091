package dev.turnout.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTest {

  @Test
  void shouldAlignColumns() {
    // given
    Table table = new Table("NAME", "✔", "LAST").row("a", "✔ ok", "x").row("longer", "", "");

    // when
    List<String> lines = table.lines("  ");

    // then
    assertThat(lines).containsExactly("  NAME    ✔     LAST", "  a       ✔ ok  x", "  longer");
  }

  @Test
  void shouldRefuseARowOfAnotherWidth() {
    assertThatThrownBy(() -> new Table("A", "B").row("x"))
        .hasMessage("Expected 2 cells, but got [x]");
  }

  @ParameterizedTest
  @CsvSource({"0,0s", "59,59s", "60,1m", "310,5m10s", "3600,1h", "90000,1d1h", "-5,0s"})
  void shouldShowTheTwoLargestUnits(long seconds, String words) {
    assertThat(Times.age(Duration.ofSeconds(seconds))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "0.1,0.1", "0.0000004,0", "912,912", "0.002,0.002"})
  void shouldWriteNumbersAsPeopleDo(double value, String text) {
    assertThat(Numbers.plain(value)).isEqualTo(text);
  }

  @Test
  void shouldWriteDocuments() {
    // given
    Map<String, Object> tree = Map.of("weights", List.of(0.1, 1));

    // when
    String json = Documents.jsonLine(tree);
    String yaml = Documents.write(Format.YAML, tree);

    // then
    assertThat(json).isEqualTo("{\"weights\":[0.1,1]}\n");
    assertThat(yaml).isEqualTo("weights:\n- 0.1\n- 1\n");
  }
}
