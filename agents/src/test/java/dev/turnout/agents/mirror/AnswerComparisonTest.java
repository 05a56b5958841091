package dev.turnout.agents.mirror;

import static dev.turnout.agents.report.CopyFate.AGREED;
import static dev.turnout.agents.report.CopyFate.DISAGREED;
import static dev.turnout.agents.report.CopyFate.UNCOMPARED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.report.CopyFate;
import dev.turnout.agents.routing.AnswerRule;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerComparisonTest {
  private static final int MOST = 1000;
  private static final AnswerRule CLOSE = new AnswerRule("/predictions/0", 0.001, false);
  private static final AnswerRule LABEL = new AnswerRule("/scores", 0, true);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"predictions\": [0.5]}; {\"predictions\": [0.5005]}; AGREED",
        "{\"predictions\": [0.5]}; {\"predictions\": [0.502]}; DISAGREED",
        "{\"predictions\": [0.5, 1]}; {\"predictions\": [0.5, 9]}; AGREED",
        "{\"predictions\": [[1, 2]]}; {\"predictions\": [[1.0005, 2]]}; AGREED",
        "{\"predictions\": [[1, 2]]}; {\"predictions\": [[1, 2, 3]]}; DISAGREED",
        "{\"predictions\": [\"a\"]}; {\"predictions\": [\"b\"]}; DISAGREED",
        "{\"predictions\": [1]}; {\"predictions\": []}; DISAGREED",
        "{\"other\": 1}; {\"other\": 2}; AGREED",
        "no JSON; no JSON; AGREED",
        "no JSON; none either; DISAGREED",
        "1e400; 1e400 ; AGREED"
      })
  void shouldCompareWithinATolerance(String users, String copys, CopyFate fate) {
    assertThat(compare(users, copys, CLOSE)).isEqualTo(fate);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"scores\": [0.1, 0.9]}; {\"scores\": [0.4, 0.6]}; AGREED",
        "{\"scores\": [0.1, 0.9]}; {\"scores\": [0.6, 0.4]}; DISAGREED",
        "{\"scores\": {\"cat\": 2, \"dog\": 1}}; {\"scores\": {\"dog\": 0, \"cat\": 9}}; AGREED",
        "{\"scores\": {\"cat\": 2, \"dog\": 1}}; {\"scores\": {\"dog\": 3, \"cat\": 2}}; DISAGREED",
        "{\"scores\": [1, 1]}; {\"scores\": [2, 1]}; AGREED",
        "{\"scores\": \"cat\"}; {\"scores\": \"cat\"}; AGREED",
        "{\"scores\": \"cat\"}; {\"scores\": \"dog\"}; DISAGREED",
        "{\"scores\": [0, 1]}; {}; DISAGREED"
      })
  void shouldCompareTheLabel(String users, String copys, CopyFate fate) {
    assertThat(compare(users, copys, LABEL)).isEqualTo(fate);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"a\": 1, \"b\": 2}; {\"b\": 2.0, \"a\": 1}; AGREED",
        "{\"a\": 1, \"b\": 2}; {\"a\": 1}; DISAGREED",
        "{\"a\": null}; {\"b\": null}; DISAGREED",
        "[1]; {\"0\": 1}; DISAGREED",
        "setosa; setosa; AGREED"
      })
  void shouldCompareTheWholeAnswersWithoutRules(String users, String copys, CopyFate fate) {
    assertThat(compare(users, copys)).isEqualTo(fate);
  }

  @Test
  void shouldWantEveryRuleToHold() {
    assertThat(
            compare(
                "{\"predictions\": [1], \"scores\": [0, 1]}",
                "{\"predictions\": [1], \"scores\": [1, 0]}",
                CLOSE,
                LABEL))
        .isEqualTo(DISAGREED);
  }

  @Test
  void shouldTakeAnotherStatusForAnotherAnswer() {
    CopyFate fate =
        new AnswerComparison(List.of()).compare(answer(200, "x"), answer(404, "x"), MOST);

    assertThat(fate).isEqualTo(DISAGREED);
  }

  @Test
  void shouldNotCompareWhatWasNotKept() {
    AnswerCapture capture = new AnswerCapture(3);
    capture.begin(MultiMap.caseInsensitiveMultiMap());
    capture.add(Buffer.buffer("ab"));
    capture.add(Buffer.buffer("cd"));

    CopyFate fate =
        new AnswerComparison(List.of()).compare(capture.answer(200), answer(200, "abcd"), MOST);

    assertThat(capture.answer(200).body().toString()).isEqualTo("abc");
    assertThat(fate).isEqualTo(UNCOMPARED);
  }

  @Test
  void shouldLookIntoCompressedAnswersButNotIntoBombs() throws IOException {
    AnswerComparison comparison = new AnswerComparison(List.of());
    Answer zipped = zipped("{\"a\": 1}");
    Answer bomb = zipped("1".repeat(MOST + 1));

    assertThat(comparison.compare(answer(200, "{\"a\":1}"), zipped, MOST)).isEqualTo(AGREED);
    assertThat(comparison.compare(answer(200, "1"), bomb, MOST)).isEqualTo(UNCOMPARED);
  }

  private static CopyFate compare(String users, String copys, AnswerRule... rules) {
    return new AnswerComparison(List.of(rules))
        .compare(answer(200, users), answer(200, copys), MOST);
  }

  private static Answer answer(int status, String body) {
    Buffer bytes = Buffer.buffer(body);
    return new Answer(status, "", bytes, bytes.length());
  }

  private static Answer zipped(String body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    return new Answer(200, "gzip", Buffer.buffer(bytes.toByteArray()), bytes.size());
  }
}
