package dev.turnout.demo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.demo.iris.Classifier;
import dev.turnout.demo.iris.Iris;
import dev.turnout.demo.iris.Recipe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelServerTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String SETOSA_AND_VIRGINICA = "{\"predictions\":[\"setosa\",\"virginica\"]}";

  @TempDir private static Path folder;
  private static ModelServer server;
  private static ModelBundle bundle;

  @BeforeAll
  static void startServer() throws IOException {
    Iris iris = Iris.split(0.5, new Random(1936));
    Classifier classifier =
        Classifier.train(iris.training(), new Recipe(0.3, 50, 7, Recipe.Labels.TRUE));
    bundle = ModelBundle.write(folder.resolve("v1"), classifier, Duration.ZERO);
    server = ModelServer.start(bundle, 0);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'dataframe_split': {'columns': ['petal_width', 'sepal_length', 'sepal_width', 'petal_length'],"
            + " 'data': [[0.2, 5.1, 3.5, 1.4], [2.3, 6.2, 3.4, 5.4]]}}",
        "{'dataframe_records': [{'sepal_length': 5.1, 'sepal_width': 3.5, 'petal_length': 1.4, 'petal_width': 0.2},"
            + " {'sepal_length': 6.2, 'sepal_width': 3.4, 'petal_length': 5.4, 'petal_width': 2.3}]}",
        "{'inputs': [[5.1, 3.5, 1.4, 0.2], [6.2, 3.4, 5.4, 2.3]]}",
        "{'inputs': {'sepal_length': [5.1, 6.2], 'sepal_width': [3.5, 3.4],"
            + " 'petal_length': [1.4, 5.4], 'petal_width': [0.2, 2.3]}}",
        "{'instances': [[5.1, 3.5, 1.4, 0.2], [6.2, 3.4, 5.4, 2.3]], 'params': {}}"
      })
  void shouldPredictFromEachFormOfBody(String body) throws Exception {
    // when
    HttpResponse<String> answer = invoke("application/json", body.replace('\'', '"'));

    // then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(SETOSA_AND_VIRGINICA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "[1, 2]",
        "{}",
        "{\"data\": [[5.1, 3.5, 1.4, 0.2]]}",
        "{\"inputs\": [[5.1, 3.5, 1.4, 0.2]], \"instances\": [[5.1, 3.5, 1.4, 0.2]]}",
        "{\"inputs\": []}",
        "{\"inputs\": [[5.1, 3.5]]}",
        "{\"inputs\": [[5.1, 3.5, 1.4, \"wide\"]]}",
        "{\"inputs\": {\"sepal_length\": [5.1]}}",
        "{\"dataframe_split\": {\"columns\": [\"sepal_length\"], \"data\": [[5.1]]}}",
        "{\"dataframe_records\": [{\"sepal_length\": 5.1}]}"
      })
  void shouldSayWhatItExpectedWhenTheBodyCannotBeScored(String body) throws Exception {
    // when
    HttpResponse<String> answer = invoke("application/json", body);

    // then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("BAD_REQUEST", "Expected");
  }

  @Test
  void shouldRefuseAnotherContentType() throws Exception {
    // when
    HttpResponse<String> answer = invoke("text/csv", "5.1,3.5,1.4,0.2");

    // then
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ping", "/health", "/version"})
  void shouldSayThatItIsWell(String path) throws Exception {
    // when
    HttpResponse<String> answer =
        CLIENT.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());

    // then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(path.equals("/version") ? "v1" : "\n");
  }

  @Test
  void shouldRefuseToInvokeByGet() throws Exception {
    // when
    HttpResponse<String> answer =
        CLIENT.send(HttpRequest.newBuilder(uri("/invocations")).build(), BodyHandlers.ofString());

    // then
    assertThat(answer.statusCode()).isEqualTo(405);
  }

  @Test
  void shouldAnswerErrorsWhileTheVersionIsBroken() throws Exception {
    // given
    bundle.breakDown();

    // when
    HttpResponse<String> answer =
        invoke("application/json", "{\"inputs\": [[5.1, 3.5, 1.4, 0.2]]}");

    // then
    bundle.repair();
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(invoke("application/json", "{\"inputs\": [[5.1, 3.5, 1.4, 0.2]]}").statusCode())
        .isEqualTo(200);
  }

  private static HttpResponse<String> invoke(String contentType, String body) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(uri("/invocations"))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
