package dev.turnout.orchestrator.analysis;

import static dev.turnout.orchestrator.analysis.Counts.ofRequests;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A reason stands in the journal, which is derived again on machines of other countries. */
class ReasonsLocaleTest {
  private final Locale usual = Locale.getDefault(Locale.Category.FORMAT);

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(Locale.Category.FORMAT, usual);
  }

  @Test
  void shouldBeTheSameWhereNumbersAreWrittenInOtherDigits() {
    // given
    List<String> here = reasons();

    // when
    Locale.setDefault(Locale.Category.FORMAT, new Locale("ar", "EG"));
    List<String> there = reasons();

    // then
    assertThat(String.format("%d", 12)).isNotEqualTo("12");
    assertThat(there).isEqualTo(here);
    assertThat(here.toString()).contains("0 of 500 candidate requests", "1 of 1 nodes for 15 s");
  }

  private static List<String> reasons() {
    AnalysisSpec spec = AnalysisSpec.of(Rate.errors("errors")).withWarmUp(WarmUp.NONE);
    Rollout silent = Rollout.of(spec).second(ofRequests(20, 0), ofRequests(180, 0)).later(600);
    return List.of(Rollout.of(spec).verdict().reason(), silent.verdict().reason());
  }
}
