package dev.turnout.agents.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteRowTest {
  private static final AppliedRoutes APPLIED =
      new AppliedRoutes(
          new RouteSnapshot(
              "fraud",
              12,
              "a salt|/+%:ß",
              Stickiness.header("X-User-Id"),
              List.of(
                  new VersionRoute("v2", 1 - 0.9),
                  new VersionRoute("v3", 0),
                  new VersionRoute("v1", 0.9)),
              List.of()),
          Map.of(
              "v1", Endpoint.parse("http://127.0.0.1:21000"),
              "v2", Endpoint.parse("h2c://10.0.0.1:21001")));

  @Test
  void shouldReadWhatItWrote() {
    assertThat(RouteRow.decode("fraud", RouteRow.encode(APPLIED))).contains(APPLIED);
  }

  @Test
  void shouldWriteWhatADataPlaneReads() {
    assertThat(RouteRow.encode(APPLIED))
        .isEqualTo(
            "12|a%20salt%7C%2F%2B%25%3A%C3%9F|header:X-User-Id|100000/v2/h2c:10.0.0.1:21001|100000/v3/|1000000/v1/http:127.0.0.1:21000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "1|s|none:|500000/v1/http:h:1",
        "1|s|none:|1000000/v1",
        "1|s|none:|1000000/v1/ftp:h:1",
        "1|s|none:|2000000/v1/|1000000/v2/",
        "x|s|none:|1000000/v1/",
        "1|%zz|none:|1000000/v1/",
        "1|s|elsewhere:|1000000/v1/",
        "1|s|none|1000000/v1/"
      })
  void shouldTakeNothingElseForATable(String row) {
    assertThat(RouteRow.decode("fraud", row)).isEmpty();
  }
}
