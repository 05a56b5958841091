package dev.turnout.demo.iris;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IrisTest {

  @ParameterizedTest
  @EnumSource(Species.class)
  void shouldHoldFiftyFlowersOfEachSpecies(Species species) {
    // when
    List<Flower> flowers = Iris.flowers();

    // then
    assertThat(flowers).hasSize(150).filteredOn(f -> f.species() == species).hasSize(50);
  }

  @ParameterizedTest
  @CsvSource({"0, 5.843", "1, 3.057", "2, 3.758", "3, 1.199"})
  void shouldHaveTheMeansOfFishersPaper(int column, double mean) {
    // when
    List<Flower> flowers = Iris.flowers();

    // then
    assertThat(flowers.stream().mapToDouble(f -> f.measurements().get(column)).average())
        .hasValueCloseTo(mean, within(0.0005));
  }

  @Test
  void shouldHoldOutTheSameShareOfEachSpecies() {
    // when
    Iris iris = Iris.split(0.4, new Random(7));

    // then
    for (Species species : Species.values()) {
      assertThat(iris.heldOut()).filteredOn(f -> f.species() == species).hasSize(20);
      assertThat(iris.training()).filteredOn(f -> f.species() == species).hasSize(30);
    }
  }

  @Test
  void shouldSplitTheSameWayWithTheSameSeed() {
    // when
    Iris again = Iris.split(0.5, new Random(7));

    // then
    assertThat(again).isEqualTo(Iris.split(0.5, new Random(7)));
    assertThat(again).isNotEqualTo(Iris.split(0.5, new Random(8)));
  }
}
