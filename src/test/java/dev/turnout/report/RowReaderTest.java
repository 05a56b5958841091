package dev.turnout.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.events.HistogramBin;
import dev.turnout.events.MetricReport;
import dev.turnout.events.NamedHistogram;
import dev.turnout.events.ScoreCounter;
import dev.turnout.report.Fact.Graded;
import dev.turnout.report.Fact.Measured;
import dev.turnout.report.Fact.Served;
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
    assertThat(right).isEqualTo(row("fraud", "v2", new Graded("accuracy", 1, 0)));
    assertThat(wrong.facts()).containsExactly(new Graded("accuracy", 1, 1));
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
    assertThat(row).isEqualTo(row("fraud", "v2", new Graded("f1", 1, 0.25)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "correct,total | 912,1000 | accuracy | 1000 | 88",
        "correct | true | accuracy | 1 | 0",
        "correct | no | accuracy | 1 | 1",
        "label,prediction | cat,dog | accuracy | 1 | 1",
        "score | 0.9 | accuracy | 1 | 0.1",
        "outcome,score,total | ndcg,0.87,200 | ndcg | 200 | 26",
        "event,happened,total | fallbacks,12,5000 | fallbacks | 5000 | 12",
        "event,happened | fallbacks,true | fallbacks | 1 | 1",
        "event,happened | fallbacks,no | fallbacks | 1 | 0",
      })
  void shouldCountShares(String header, String cells, String name, long total, double bad) {
    // given
    RowReader rows = new RowReader(Map.of("model", "fraud", "version", "v2"));
    rows.read(header);

    // when
    Row row = rows.read(cells).orElseThrow();

    // then
    Graded graded = (Graded) row.facts().get(0);
    assertThat(row.facts()).hasSize(1);
    assertThat(graded.name()).isEqualTo(name);
    assertThat(graded.total()).isEqualTo(total);
    assertThat(graded.bad()).isCloseTo(bad, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "histogram,value | memory,812.5",
        "histogram,value | memory,\" 812.5, 4;0 \"",
        "histogram,value | memory,0",
      })
  void shouldReadValuesOfAHistogram(String header, String cells) {
    // given
    RowReader rows = new RowReader(Map.of("model", "fraud", "version", "v2"));
    rows.read(header);

    // when
    Measured measured = (Measured) rows.read(cells).orElseThrow().facts().get(0);

    // then
    assertThat(measured.histogram()).isEqualTo("memory");
    assertThat(List.of(812.5, 4.0, 0.0)).containsAll(measured.values());
  }

  @Test
  void shouldReadSeveralThingsOfOneJsonLine() {
    // given
    RowReader rows = new RowReader(Map.of("model", "fraud", "histogram", "memory"));

    // when
    Row row =
        rows.read(
                "{\"version\":\"v2\",\"label\":1,\"prediction\":0,\"event\":\"fallbacks\","
                    + "\"happened\":false,\"value\":[812,1e3],\"requests\":2,\"outcome\":null}")
            .orElseThrow();

    // then
    assertThat(row)
        .isEqualTo(
            row(
                "fraud",
                "v2",
                new Graded("accuracy", 1, 1),
                new Graded("fallbacks", 1, 0),
                new Measured("memory", List.of(812.0, 1000.0)),
                new Served(2, 0)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "correct,total | 1001,1000 | Expected correct between 0 and the total of 1000, but got 1001",
        "correct,total | -1,1000 | Expected correct to be a number of at least 0",
        "correct,total | 1,many | Expected total to be a whole number of at least 0, but got 'many'",
        "score | 1.5 | Expected a score between 0 and 1, of which more is better, but got 1.5 (divide it by the largest there is)",
        "score | NaN | Expected score to be a number of at least 0",
        "label | 1 | Expected label and prediction together, but got only label",
        "total | 5 | Expected correct, score or happened together with total, but all are missing",
        "correct,total | 0,0 | Expected something to count",
        "event,happened,total | fallbacks,6,5 | Expected happened between 0 and the total of 5, but got 6",
        "event,happened | fallbacks,rarely | Expected happened to be a number of at least 0, or true or false, but got 'rarely'",
        "event,total | fallbacks,5 | Expected event and happened together, but got only event",
        "happened | 5 | Expected event and happened together, but got only happened",
        "value | 5 | Expected histogram and value together, but got only value",
        "histogram,value | latency,5 | Expected the name of a histogram of your own, but got 'latency' (the nodes report that one)",
        "histogram,value | memory,-1 | Expected value to be numbers of at least 0, but got '-1'",
        "histogram,value | memory,many | Expected value to be numbers of at least 0, but got 'many'",
        "histogram,value | bytes,1e9 | Expected a value between 0 and 86400000, of which less is better, but got 1000000000 (report it in another unit",
        "errors | 5 | Expected errors between 0 and the 0 requests, but got 5",
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

  @Property(tries = 300, seed = "1")
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
    counters.add(
        row("fraud", "v2", new Graded("accuracy", 10, 1), new Measured("memory", List.of(1.0))));
    counters.next(5);

    // when
    counters.add(row("fraud", "v2", new Graded("accuracy", 10, 2), new Served(100, 3)));
    counters.add(row("fraud", "v2", new Measured("memory", List.of(100.0, 1.0, 99.0))));
    counters.add(row("spam", "v1", new Graded("accuracy", 1, 0)));
    List<MetricReport> reports = counters.next(6);

    // then
    assertThat(reports).extracting(MetricReport::getModel).containsExactly("fraud", "spam");
    MetricReport fraud = reports.get(0);
    assertThat(fraud.getBootId()).isEqualTo("run-1");
    assertThat(fraud.getSequence()).isEqualTo(2);
    assertThat(fraud.getVersions().get(0).getRequests()).isEqualTo(100);
    assertThat(fraud.getVersions().get(0).getScores())
        .containsExactly(new ScoreCounter("accuracy", 20L, 3.0));
    assertThat(fraud.getVersions().get(0).getHistograms())
        .as("bin i holds the values in (g^(i-1), g^i] with g = 1.01 / 0.99")
        .containsExactly(
            new NamedHistogram(
                "memory",
                List.of(
                    new HistogramBin(0, 2L),
                    new HistogramBin(230, 1L),
                    new HistogramBin(231, 1L))));
  }

  @Test
  void shouldRefuseMoreNamesThanAnybodyMeans() {
    // given
    Counters counters = new Counters("r", "1");
    for (int i = 0; i < 100; i++) {
      counters.add(row("m", "v", new Graded("n" + i, 1, 0)));
    }

    // when, then
    assertThatThrownBy(() -> counters.add(row("m", "v", new Measured("n", List.of(1.0)))))
        .hasMessageStartingWith("Expected at most 100 scores, events and histograms");
  }

  @Test
  void shouldRefuseWhatIsNoValue() {
    // given
    RowReader rows = new RowReader(Map.of("model", "m", "version", "v"));

    // when, then
    assertThatThrownBy(() -> rows.read("{\"score\":{\"mean\":1}}"))
        .hasMessage("Expected score to be a text, a number, true or false, but got {\"mean\":1}");
  }

  private static Row row(String model, String version, Fact... facts) {
    return new Row(model, version, List.of(facts));
  }
}
