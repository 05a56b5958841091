package dev.turnout.demo.iris;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTest {
  private static final Iris IRIS = Iris.split(0.5, new Random(1936));
  private static final Recipe RECIPE = new Recipe(0.3, 50, 7, Recipe.Labels.TRUE);

  @Test
  void shouldNameMostFlowersThatItHasNeverSeen() {
    // when
    Classifier classifier = Classifier.train(IRIS.training(), RECIPE);

    // then
    assertThat(classifier.accuracy(IRIS.heldOut())).isGreaterThan(0.9);
  }

  @Test
  void shouldBeWrongAboutMostWhenTrainedOnSwappedLabels() {
    // when
    Classifier classifier =
        Classifier.train(IRIS.training(), RECIPE.withLabels(Recipe.Labels.SWAPPED));

    // then
    assertThat(classifier.accuracy(IRIS.heldOut())).isLessThan(0.6);
  }

  @Test
  void shouldPredictTheSameAfterALoad(@TempDir Path folder) throws IOException {
    // given
    Classifier classifier = Classifier.train(IRIS.training(), RECIPE);
    Path file = folder.resolve("classifier.pb");
    classifier.save(file);

    // when
    Classifier loaded = Classifier.load(file);

    // then
    assertThat(IRIS.heldOut())
        .allSatisfy(
            flower ->
                assertThat(loaded.predict(flower.measurements()))
                    .isEqualTo(classifier.predict(flower.measurements())));
  }

  @Test
  void shouldRefuseAFileThatHoldsNoClassifier(@TempDir Path folder) throws IOException {
    // given
    Path file = Files.writeString(folder.resolve("classifier.pb"), "not a model");

    // when // then
    assertThatThrownBy(() -> Classifier.load(file)).isInstanceOf(IOException.class);
  }
}
