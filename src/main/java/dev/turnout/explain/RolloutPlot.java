package dev.turnout.explain;

import dev.turnout.output.Times;
import dev.turnout.view.Status;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;

/** One figure of a rollout's life: both arms of every metric, the e-values, the weight. */
final class RolloutPlot {
  private static final int WIDTH = 960;
  private static final int MARGIN = 24;
  private static final int FOOT = 56;
  private static final int KEYS_IN_ROW = 4;
  private static final int KEY_WIDTH = 225;
  private static final int KEY_HEIGHT = 18;
  private static final int HEAD = 76;
  private static final int LINE = 16;
  private static final int LETTERS_IN_LINE = 130;
  private static final int HEADING = 26;
  private static final int ARMS_HEIGHT = 170;
  private static final int EVIDENCE_HEIGHT = 200;
  private static final int WEIGHT_HEIGHT = 140;

  private final Story story;
  private final Series series;
  private final TimeAxis time;
  private final List<Panel> panels = new ArrayList<>();
  private final List<String> outcome;

  private record Panel(String heading, List<Key> keys, XYChart chart, int height) {}

  private RolloutPlot(Story story, Series series) {
    this.story = story;
    this.series = series;
    this.outcome = lines(sentence());
    time = new TimeAxis(story.startedAt(), length(story, series));
    ArmsPanel.of(series.moments(), time)
        .forEach(
            panel -> panels.add(new Panel(panel.heading(), List.of(), panel.chart(), ARMS_HEIGHT)));
    EvidencePanel evidence = new EvidencePanel(series.moments(), time);
    panels.add(new Panel(evidence.heading(), evidence.keys(), evidence.chart(), EVIDENCE_HEIGHT));
    WeightPanel weight = new WeightPanel(series.moments(), time);
    panels.add(new Panel(weight.heading(), List.of(), weight.chart(), WEIGHT_HEIGHT));
  }

  private static Duration length(Story story, Series series) {
    return Duration.between(story.startedAt(), series.until(story));
  }

  /** The text of an SVG file. */
  static String svg(Story story, Series series) {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    Look.requireFonts();
    return new RolloutPlot(story, series).draw();
  }

  private String draw() {
    int head = HEAD + LINE * outcome.size();
    int height = head + panels.stream().mapToInt(RolloutPlot::height).sum() + FOOT;
    SvgCanvas canvas = new SvgCanvas(WIDTH, height);
    Graphics2D graphics = canvas.graphics();
    graphics.setColor(Color.WHITE);
    graphics.fill(new Rectangle2D.Double(0, 0, WIDTH, height));
    drawHead(graphics);
    int y = head;
    for (Panel panel : panels) {
      text(graphics, panel.heading, MARGIN, y + 18, Font.BOLD, 12, Look.TEXT);
      drawKeys(graphics, panel.keys, y + HEADING);
      AffineTransform before = graphics.getTransform();
      graphics.translate(MARGIN, y + height(panel) - panel.height);
      panel.chart.paint(graphics, WIDTH - 2 * MARGIN, panel.height);
      graphics.setTransform(before);
      graphics.setClip(null);
      y += height(panel);
    }
    text(graphics, time.title(), WIDTH / 2 - 60, y + 14, Font.PLAIN, 11, Look.TEXT);
    text(graphics, "Evidence " + series.note() + ".", MARGIN, y + 38, Font.PLAIN, 10, Look.FAINT);
    return canvas.text(title(), String.join(" ", outcome));
  }

  private static int height(Panel panel) {
    int rows = (panel.keys.size() + KEYS_IN_ROW - 1) / KEYS_IN_ROW;
    return HEADING + rows * KEY_HEIGHT + panel.height;
  }

  private static void drawKeys(Graphics2D graphics, List<Key> keys, int top) {
    for (int i = 0; i < keys.size(); i++) {
      Key key = keys.get(i);
      int x = MARGIN + i % KEYS_IN_ROW * KEY_WIDTH;
      int y = top + i / KEYS_IN_ROW * KEY_HEIGHT + 8;
      sample(graphics, x, key.color(), key.stroke(), y);
      text(graphics, key.label(), x + 42, y + 4, Font.PLAIN, 11, Look.TEXT);
    }
  }

  private void drawHead(Graphics2D graphics) {
    text(graphics, title(), MARGIN, 32, Font.BOLD, 18, Look.TEXT);
    int y = 52;
    for (String line : outcome) {
      text(graphics, line, MARGIN, y, Font.PLAIN, 12, Look.TEXT);
      y += LINE;
    }
    int x = MARGIN;
    graphics.setColor(Look.CANDIDATE_BAND);
    graphics.fill(new Rectangle2D.Double(x, y - 4, 34, 14));
    sample(graphics, x, Look.CANDIDATE, Look.SOLID, y + 3);
    String candidate = "candidate " + story.started().getSpec().getCandidate().getVersion();
    text(graphics, candidate + ", 95 % filled", x + 42, y + 7, Font.PLAIN, 11, Look.TEXT);
    x += 300;
    sample(graphics, x, Look.STABLE, Look.DOTTED, y - 3);
    sample(graphics, x, Look.STABLE, Look.DASHED, y + 3);
    sample(graphics, x, Look.STABLE, Look.DOTTED, y + 9);
    String stable =
        story.started().getStable() == null
            ? "stable"
            : "stable " + story.started().getStable().getVersion();
    text(graphics, stable + ", 95 % between dots", x + 42, y + 7, Font.PLAIN, 11, Look.TEXT);
  }

  private String title() {
    return "%s of model %s".formatted(story.started().getRolloutId(), story.model());
  }

  private String sentence() {
    String age = Times.age(length(story, series));
    return story
        .ended()
        .map(
            end -> "%s after %s: %s".formatted(Status.word(end.getOutcome()), age, end.getReason()))
        .orElse("running for " + age);
  }

  private static List<String> lines(String sentence) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ", -1)) {
      if (line.length() + word.length() > LETTERS_IN_LINE) {
        lines.add(line.toString().strip());
        line.setLength(0);
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().strip());
    return lines;
  }

  private static void sample(Graphics2D graphics, int x, Color color, BasicStroke stroke, int y) {
    graphics.setColor(color);
    graphics.setStroke(stroke);
    graphics.draw(new Line2D.Double(x, y, x + 34, y));
  }

  private static void text(
      Graphics2D graphics, String text, int x, int y, int style, int size, Color color) {
    graphics.setFont(Look.font(style, size));
    graphics.setColor(color);
    graphics.drawString(text, x, y);
  }
}
