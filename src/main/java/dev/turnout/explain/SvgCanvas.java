package dev.turnout.explain;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Something to draw on that becomes the text of an SVG file. */
final class SvgCanvas {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  private final SVGGraphics2D graphics;
  private final int width;
  private final int height;

  SvgCanvas(int width, int height) {
    this.width = width;
    this.height = height;
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setComment("Drawn by turnout explain");
    // Three decimals of a pixel.
    context.setPrecision(3);
    graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(width, height));
  }

  Graphics2D graphics() {
    return graphics;
  }

  /**
   * The file's text.
   *
   * @param title what a screen reader says first
   * @param description what is to be seen
   */
  String text(String title, String description) {
    Element root = graphics.getRoot();
    Polylines.join(root);
    root.setAttribute("viewBox", "0 0 %d %d".formatted(width, height));
    root.insertBefore(element(root, "desc", description), root.getFirstChild());
    root.insertBefore(element(root, "title", title), root.getFirstChild());
    StringWriter text = new StringWriter();
    try {
      graphics.stream(root, text, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Without the document type, for which a reader would ask the network.
    String file = text.toString();
    return file.substring(file.indexOf("<svg"));
  }

  private static Element element(Element root, String name, String content) {
    Element element = root.getOwnerDocument().createElementNS(NAMESPACE, name);
    element.setTextContent(content);
    return element;
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("Expected the JDK's own XML parser", e);
    }
  }
}
