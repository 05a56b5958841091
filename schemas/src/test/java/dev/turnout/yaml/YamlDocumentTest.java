package dev.turnout.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class YamlDocumentTest {
  record Stage(double weight, Duration length) {
    Stage {
      if (weight == 0) {
        throw new IllegalArgumentException("Expected a weight above 0, but got 0.0");
      }
    }
  }

  record Plan(String name, List<Stage> stages, Optional<Long> retries, boolean dry) {}

  private static YamlField<Plan> plan(YamlNode node) {
    YamlMap map = node.map();
    YamlField<String> name = map.required("name", YamlNode::string);
    YamlField<List<Stage>> stages =
        map.required("stages", list -> list.list(YamlDocumentTest::stage));
    YamlField<Optional<Long>> retries = map.optional("retries", n -> n.integer(0, 9));
    YamlField<Boolean> dry = map.optional("dryRun", YamlNode::bool, false);
    return map.build(() -> new Plan(name.get(), stages.get(), retries.get(), dry.get()));
  }

  private static YamlField<Stage> stage(YamlNode node) {
    YamlMap map = node.map();
    YamlField<Double> weight = map.required("weight", YamlNode::fraction);
    YamlField<Duration> length = map.required("for", YamlNode::duration);
    return map.build(() -> new Stage(weight.get(), length.get()));
  }

  private static Plan read(String text) {
    return YamlDocument.parse(text, "plan.yaml").read(YamlDocumentTest::plan);
  }

  private static List<String> mistakes(String text) {
    InvalidDocument invalid = catchThrowableOfType(InvalidDocument.class, () -> read(text));
    assertThat(invalid).isNotNull();
    return invalid.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void shouldReadValuesAndDefaults() {
    // given
    String text =
        """
        name: fraud-v2
        stages:
          - {weight: 0.01, for: 10m}
          - weight: 1
            for: 1h30m
        retries: 3
        """;

    // when
    Plan plan = read(text);

    // then
    assertThat(plan.name()).isEqualTo("fraud-v2");
    assertThat(plan.stages())
        .containsExactly(
            new Stage(0.01, Duration.ofMinutes(10)), new Stage(1, Duration.ofMinutes(90)));
    assertThat(plan.retries()).contains(3L);
    assertThat(plan.dry()).isFalse();
  }

  @Test
  void shouldReportEveryMistakeWithItsPlace() {
    // when
    List<String> mistakes =
        mistakes(
            """
            stages:
              - {weight: 10, for: 10m}
              - {weight: "10%", for: 10}
              - {wieght: 0.1, for: ten}
            retries: 12
            dryrun: yes
            """);

    // then
    assertThat(mistakes)
        .containsExactly(
            "plan.yaml:1:1: Expected key 'name', but it is missing",
            "plan.yaml:2:14: stages[0].weight: Expected a fraction in [0, 1], but got 10"
                + " (write 0.1 for 10 %)",
            "plan.yaml:3:14: stages[1].weight: Expected a fraction in [0, 1], but got '10%'"
                + " (write 0.1 for 10 %)",
            "plan.yaml:3:26: stages[1].for: Expected a duration with its unit, but got 10"
                + " (write 10s, 10m or 10h)",
            "plan.yaml:4:5: stages[2]: Expected key 'weight', but it is missing",
            "plan.yaml:4:6: stages[2]: Expected one of the keys [weight, for], but got 'wieght'"
                + " (did you mean 'weight'?)",
            "plan.yaml:4:24: stages[2].for: Expected a duration such as 500ms, 30s, 10m, 1h30m or"
                + " 24h, but got 'ten'",
            "plan.yaml:5:10: retries: Expected a whole number in [0, 9], but got 12",
            "plan.yaml:6:1: Expected one of the keys [name, stages, retries, dryRun], but got"
                + " 'dryrun' (did you mean 'dryRun'?)");
  }

  @Test
  void shouldReportWhatARecordRefuses() {
    // when
    List<String> mistakes = mistakes("{name: a, stages: [{weight: 0, for: 1s}]}");

    // then
    assertThat(mistakes)
        .containsExactly("plan.yaml:1:20: stages[0]: Expected a weight above 0, but got 0.0");
  }

  @Test
  void shouldSayHowToWriteANumberAsText() {
    // when
    List<String> mistakes = mistakes("{name: 2, stages: []}");

    // then
    assertThat(mistakes)
        .containsExactly("plan.yaml:1:8: name: Expected a text, but got 2 (write \"2\")");
  }

  @Test
  void shouldRefuseAKeyThatComesTwice() {
    assertThat(mistakes("name: a\nname: b\nstages: []"))
        .containsExactly("plan.yaml:2:1: Expected key 'name' once, but it came again");
  }

  @Test
  void shouldRefuseWhatIsNoYaml() {
    assertThat(mistakes("name: [a\nb: c")).singleElement().asString().contains("plan.yaml:2:");
    assertThat(mistakes(""))
        .containsExactly("plan.yaml:1:1: Expected a YAML document, but got nothing");
    assertThat(mistakes("just text"))
        .containsExactly("plan.yaml:1:1: Expected a map of keys and values, but got 'just text'");
  }

  @Test
  void shouldRefuseWhatStrangersMayUseToHurt() {
    assertThat(mistakes("name: &a b\nstages: []")).singleElement().asString().contains("anchors");
    assertThat(mistakes("name: a\nstages: []\n--- \nname: b"))
        .singleElement()
        .asString()
        .contains("one document");
    assertThat(mistakes("[".repeat(10_000))).singleElement().asString().contains("64 levels");
    assertThat(mistakes("a".repeat(YamlDocument.MAX_BYTES + 1)))
        .singleElement()
        .asString()
        .contains("1 MiB");
    assertThat(mistakes("name: !!java.net.URL http://x\nstages: []"))
        .singleElement()
        .asString()
        .contains("tag");
  }

  @Test
  void shouldTakeExactlyOneOfSeveralKeys() {
    // given
    YamlReader<Object> reader =
        node -> {
          YamlMap map = node.map();
          YamlReader<Long> count = n -> n.integer(0, 9);
          YamlReader<Double> share = YamlNode::fraction;
          YamlField<Object> one = map.oneOf(Map.of("count", count, "share", share));
          return map.build(one::get);
        };

    // when
    Object value = YamlDocument.parse("share: 0.5", "x").read(reader);

    // then
    assertThat(value).isEqualTo(0.5);
    assertThatThrownBy(() -> YamlDocument.parse("{share: 0.5, count: 1}", "x").read(reader))
        .hasMessageContaining("Expected exactly one of the keys");
    assertThatThrownBy(() -> YamlDocument.parse("{}", "x").read(reader))
        .hasMessageContaining("but got none");
  }

  @Test
  void shouldReadSettingsAsTextsAndQuoteNone() {
    // when
    Map<String, String> settings =
        YamlDocument.parse("{a.b: 1, c: true, d: text}", "x").read(YamlNode::settings);

    // then
    assertThat(settings)
        .containsExactly(Map.entry("a.b", "1"), Map.entry("c", "true"), Map.entry("d", "text"));
    assertThatThrownBy(
            () -> YamlDocument.parse("{password: [secret]}", "x").read(YamlNode::settings))
        .hasMessageNotContaining("secret");
  }

  @Test
  void shouldReadPlainValues() {
    // when
    Object value = YamlDocument.parse("{inputs: [[1, 2.5], [true, x]]}", "x").read(YamlNode::plain);

    // then
    assertThat(value).isEqualTo(Map.of("inputs", List.of(List.of(1L, 2.5), List.of(true, "x"))));
  }

  @Test
  void shouldReadDurationsItWrote() {
    for (long millis : new long[] {0, 1, 999, 1_000, 90_000, 86_400_000, 123_456_789}) {
      Duration duration = Duration.ofMillis(millis);
      assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }
  }

  @Property(tries = 500, seed = "1")
  void shouldAnswerAnyTextWithAValueOrMistakes(@ForAll @StringLength(max = 60) String text) {
    try {
      assertThat(read(text)).isNotNull();
    } catch (InvalidDocument invalid) {
      assertThat(invalid.problems()).isNotEmpty();
    }
  }
}
