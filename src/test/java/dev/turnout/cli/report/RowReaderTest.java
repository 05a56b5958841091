package dev.turnout.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.events.MetricReport;
import dev.turnout.events.ScoreCounter;
import java.io.BufferedReader;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowReaderTest {

  @Test
  void shouldReadLabelsAndPredictionsOfACsvFile() {
    // given
    RowReader rows = new RowReader(Map.of("model", "fraud"));
    rows.read("version,label,prediction");

    // when
    Row right = rows.read("v2,1,1.0").orElseThrow();
    Row wrong = rows.read("v2,\"a, b\",\"a \"\"b\"").orElseThrow();

    // then
    assertThat(right).isEqualTo(new Row("fraud", "v2", "accuracy", 1, 0, 0, 0));
    assertThat(wrong.bad()).isEqualTo(1);
  }

  @Test
  void shouldReadJsonLines() {
    // given
    RowReader rows = new RowReader(Map.of());

    // when
    Row row =
        rows.read("{\"model\":\"fraud\",\"version\":\"v2\",\"outcome\":\"f1\",\"score\":0.75}")
            .orElseThrow();

    // then
    assertThat(row).isEqualTo(new Row("fraud", "v2", "f1", 1, 0.25, 0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "correct,total | 912,1000 | 1000 | 88",
        "correct | true | 1 | 0",
        "correct | no | 1 | 1",
        "label,prediction | cat,dog | 1 | 1",
        "score | 0.9 | 1 | 0.1",
      })
  void shouldCount(String header, String cells, long total, double bad) {
    // given
    RowReader rows = new RowReader(Map.of("model", "fraud", "version", "v2"));
    rows.read(header);

    // when
    Row row = rows.read(cells).orElseThrow();

    // then
    assertThat(row.total()).isEqualTo(total);
    assertThat(row.bad()).isCloseTo(bad, org.assertj.core.api.Assertions.within(1e-9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "correct,total | 1001,1000 | Expected correct answers between 0 and the total of 1000, but got 1001",
        "correct,total | -1,1000 | Expected correct to be a number of at least 0",
        "correct,total | 1,many | Expected total to be a whole number of at least 0, but got 'many'",
        "score | 1.5 | Expected correct answers between 0 and the total of 1, but got 1.5",
        "score | NaN | Expected score to be a number of at least 0",
        "label | 1 | Expected label and prediction together, but got only one of them",
        "total | 5 | Expected correct together with total, but it is missing",
        "outcome | f1 | Expected something to count",
        "requests,errors | 5,6 | Expected errors between 0 and the 5 requests, but got 6",
        "model,correct | Fraud,1 | Expected a model name",
        "score | 1,2 | Expected 1 columns as in the header, but got 2",
        "score | '\"1' | Expected a closing quote, but the line ends",
      })
  void shouldRefuse(String header, String cells, String sentence) {
    // given
    RowReader rows = new RowReader(Map.of("model", "fraud", "version", "v2"));
    rows.read(header);

    // when, then
    assertThatThrownBy(() -> rows.read(cells))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void shouldRefuseUnknownColumns() {
    // given
    RowReader rows = new RowReader(Map.of());

    // when, then
    assertThatThrownBy(() -> rows.read("model,versoin")).hasMessageContaining("but got 'versoin'");
  }

  @Property(tries = 300)
  void shouldRefuseOrReadAnyLine(@ForAll @StringLength(max = 80) String line) {
    // given
    RowStream rows = new RowStream(new Counters("r", "1"), Map.of("model", "m", "version", "v"));

    // when
    rows.read(
        new BufferedReader(new StringReader("correct\n" + line)), Duration.ofDays(1), () -> {});

    // then
    assertThat(rows.taken() + rows.refused()).isLessThanOrEqualTo(line.length() + 1L);
  }

  @Test
  void shouldRefuseALineThatIsTooLongAndGoOn() {
    // given
    RowStream rows = new RowStream(new Counters("r", "1"), Map.of("model", "m", "version", "v"));
    String text = "correct\r\n1\r\n" + "1".repeat(3_000_000) + "\n0";

    // when
    rows.read(new BufferedReader(new StringReader(text)), Duration.ofDays(1), () -> {});

    // then
    assertThat(rows.taken()).isEqualTo(2);
    assertThat(rows.mistakes())
        .containsExactly("line 3: Expected a line of at most 1 MiB, but got a longer one");
  }

  @Test
  void shouldReportCumulativeCountersOfEachModel() {
    // given
    Counters counters = new Counters("nightly", "run-1");
    counters.add(new Row("fraud", "v2", "accuracy", 10, 1, 0, 0));
    counters.next(5);

    // when
    counters.add(new Row("fraud", "v2", "accuracy", 10, 2, 100, 3));
    counters.add(new Row("spam", "v1", "accuracy", 1, 0, 0, 0));
    List<MetricReport> reports = counters.next(6);

    // then
    assertThat(reports).extracting(MetricReport::getModel).containsExactly("fraud", "spam");
    MetricReport fraud = reports.get(0);
    assertThat(fraud.getBootId()).isEqualTo("run-1");
    assertThat(fraud.getSequence()).isEqualTo(2);
    assertThat(fraud.getVersions().get(0).getRequests()).isEqualTo(100);
    assertThat(fraud.getVersions().get(0).getScores())
        .containsExactly(new ScoreCounter("accuracy", 20L, 3.0));
  }
}
