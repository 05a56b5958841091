package dev.turnout.demo.iris;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** A multinomial logistic regression that names the species of a flower. Safe for threads. */
public final class Classifier {
  // Held here because the JDK forgets a logger, and its level, that nobody refers to.
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  static {
    TRIBUO.setLevel(Level.WARNING);
  }

  private static final String[] FEATURES = Flower.COLUMNS.toArray(String[]::new);

  private final Model<Label> model;

  private Classifier(Model<Label> model) {
    this.model = model;
  }

  /** Learns from flowers. The same flowers and recipe give the same classifier. */
  public static Classifier train(List<Flower> flowers, Recipe recipe) {
    var factory = new LabelFactory();
    List<Example<Label>> examples = new ArrayList<>();
    for (Flower flower : flowers) {
      Flower taught = recipe.labels().of(flower);
      examples.add(example(new Label(taught.species().label()), taught.measurements()));
    }
    var source =
        new ListDataSource<>(
            examples, factory, new SimpleDataSourceProvenance("Fisher's iris", factory));
    var trainer =
        new LinearSGDTrainer(
            new LogMulticlass(),
            new AdaGrad(recipe.learningRate()),
            recipe.epochs(),
            recipe.seed());
    return new Classifier(trainer.train(new MutableDataset<>(source)));
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws IOException if the file is missing or holds something else
   */
  public static Classifier load(Path file) throws IOException {
    try {
      return new Classifier(Model.deserializeFromFile(file).castModel(Label.class));
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
      throw new IOException("Expected a classifier in " + file, e);
    }
  }

  public void save(Path file) throws IOException {
    model.serializeToFile(file);
  }

  /**
   * Names the species.
   *
   * @param measurements in centimetres, in the order of {@link Flower#COLUMNS}
   */
  public Species predict(List<Double> measurements) {
    return Species.of(
        model.predict(example(LabelFactory.UNKNOWN_LABEL, measurements)).getOutput().getLabel());
  }

  /** Share of the flowers that it names rightly, in [0, 1]. */
  public double accuracy(List<Flower> flowers) {
    return flowers.stream().filter(f -> predict(f.measurements()) == f.species()).count()
        / (double) flowers.size();
  }

  private static Example<Label> example(Label label, List<Double> measurements) {
    double[] values = measurements.stream().mapToDouble(Double::doubleValue).toArray();
    return new ArrayExample<>(label, FEATURES, values);
  }
}
