package dev.turnout.demo.iris;

/**
 * How a classifier is trained.
 *
 * @param learningRate of AdaGrad, greater than 0
 * @param epochs passes over the training data, at least 1
 * @param seed of the order in which flowers are visited
 * @param labels what the training data says
 */
public record Recipe(double learningRate, int epochs, long seed, Labels labels) {

  /** Whether the training data tells the truth. */
  public enum Labels {
    TRUE {
      @Override
      Flower of(Flower flower) {
        return flower;
      }
    },
    /** Versicolor and virginica have changed places: a label encoder that lost its order. */
    SWAPPED {
      @Override
      Flower of(Flower flower) {
        return switch (flower.species()) {
          case SETOSA -> flower;
          case VERSICOLOR -> flower.labelled(Species.VIRGINICA);
          case VIRGINICA -> flower.labelled(Species.VERSICOLOR);
        };
      }
    };

    abstract Flower of(Flower flower);
  }

  public Recipe {
    if (!(learningRate > 0) || epochs < 1) {
      throw new IllegalArgumentException(
          "Expected a learning rate greater than 0 and at least 1 epoch, but got %s and %s"
              .formatted(learningRate, epochs));
    }
  }

  public Recipe withLabels(Labels other) {
    return new Recipe(learningRate, epochs, seed, other);
  }
}
