package dev.turnout.explain;

import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How all panels look: colours that colour-blind people tell apart, and strokes and fills that tell
 * the lines apart without any colour.
 */
final class Look {
  /** The candidate: solid lines, a filled band. */
  static final Color CANDIDATE = new Color(0xC2, 0x4A, 0x00);

  static final Color CANDIDATE_BAND = new Color(0xF6, 0xD9, 0xC3);

  /** The stable version: dashed lines, a band between dots. */
  static final Color STABLE = new Color(0x00, 0x5A, 0x9C);

  static final Color TEXT = new Color(0x22, 0x22, 0x22);
  static final Color FAINT = new Color(0x77, 0x77, 0x77);
  static final Color GRID = new Color(0xE4, 0xE4, 0xE4);

  static final BasicStroke SOLID = stroke(2.2f);
  static final BasicStroke THIN = stroke(1f);
  static final BasicStroke DASHED = stroke(2f, 7, 4);
  static final BasicStroke DOTTED = stroke(1.2f, 1.5f, 3);
  static final BasicStroke ROUND_DOTTED = stroke(2f, 2, 4);
  static final BasicStroke SHORT_DASHED = stroke(1.6f, 4, 2);
  static final BasicStroke THRESHOLD = stroke(1.2f, 12, 3, 2, 3);

  private static final int Y_AXIS_WIDTH = 48;

  private Look() {}

  static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  /**
   * Says so if this Java has no fonts, as in a container without any.
   *
   * @throws Failure with what to install
   */
  static void requireFonts() {
    try {
      font(Font.PLAIN, 11).getLineMetrics("x", new FontRenderContext(null, true, true));
    } catch (RuntimeException | LinkageError | InternalError e) {
      throw new Failure(
          Exit.INVALID_INPUT,
          "Expected a Java with fonts to draw a figure, but it has none: %s (install fontconfig and"
                  .formatted(e.getMessage())
              + " a font, such as fonts-dejavu-core)",
          e);
    }
  }

  /** An empty panel over the time of a rollout. */
  static XYChart chart(TimeAxis time, double yMin, double yMax) {
    // The size is given when it is painted.
    XYChart chart = new XYChart(100, 100);
    XYStyler styler = chart.getStyler();
    styler.setBaseFont(font(Font.PLAIN, 11));
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(THIN);
    styler.setChartFontColor(TEXT);
    styler.setAxisTitlesVisible(false);
    styler.setAxisTickLabelsFont(font(Font.PLAIN, 10));
    styler.setAxisTickLabelsColor(TEXT);
    styler.setAxisTickMarksColor(FAINT);
    styler.setChartTitleVisible(false);
    styler.setChartPadding(2);
    styler.setPlotMargin(0);
    styler.setPlotContentSize(1);
    styler.setYAxisLeftWidthHint(Y_AXIS_WIDTH);
    styler.setXAxisTicksVisible(false);
    styler.setXAxisTickMarkSpacingHint(90);
    styler.setXAxisMin(0.0);
    styler.setXAxisMax(1.01 * time.end());
    styler.setYAxisMin(yMin);
    styler.setYAxisMax(yMax);
    styler.setLegendVisible(false);
    styler.setMarkerSize(0);
    return chart;
  }

  static void line(
      XYChart chart, String name, List<Double> x, List<Double> y, Color color, BasicStroke stroke) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(stroke);
    series.setLineWidth(stroke.getLineWidth());
  }

  /** A filled area between two lines over the same times. */
  static void band(XYChart chart, String name, List<Double> x, List<Double> y, Color fill) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setMarker(SeriesMarkers.NONE);
    series.setFillColor(fill);
    series.setLineColor(fill);
    series.setLineStyle(THIN);
    series.setShowInLegend(false);
  }

  private static BasicStroke stroke(float width, float... dashes) {
    return dashes.length == 0
        ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
        : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }
}
