package dev.turnout.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * Joins lines of which each begins where the last one ended: only in one path do dashes go on from
 * point to point, and the file is a fraction as long.
 */
final class Polylines {
  private Polylines() {}

  static void join(Element parent) {
    List<Element> run = new ArrayList<>();
    for (Element child : children(parent)) {
      if (!run.isEmpty() && !goesOn(run.get(run.size() - 1), child)) {
        replace(run);
        run.clear();
      }
      if (child.getTagName().equals("line")) {
        run.add(child);
      } else {
        join(child);
      }
    }
    replace(run);
  }

  private static boolean goesOn(Element line, Element next) {
    return next.getTagName().equals("line")
        && line.getAttribute("x2").equals(next.getAttribute("x1"))
        && line.getAttribute("y2").equals(next.getAttribute("y1"))
        && look(line).equals(look(next));
  }

  private static void replace(List<Element> run) {
    if (run.size() < 2) {
      return;
    }
    Element first = run.get(0);
    StringBuilder points = new StringBuilder(point(first, "1"));
    run.forEach(line -> points.append(' ').append(point(line, "2")));
    Element joined = first.getOwnerDocument().createElementNS(first.getNamespaceURI(), "polyline");
    look(first).forEach(joined::setAttribute);
    joined.setAttribute("points", points.toString());
    Node parent = first.getParentNode();
    parent.replaceChild(joined, first);
    run.stream().skip(1).forEach(parent::removeChild);
  }

  private static String point(Element line, String end) {
    return line.getAttribute("x" + end) + "," + line.getAttribute("y" + end);
  }

  /** All attributes but the ends. */
  private static Map<String, String> look(Element line) {
    Map<String, String> look = new TreeMap<>();
    NamedNodeMap attributes = line.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Node attribute = attributes.item(i);
      if (!attribute.getNodeName().matches("[xy][12]")) {
        look.put(attribute.getNodeName(), attribute.getNodeValue());
      }
    }
    return look;
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    @Nullable Node node = parent.getFirstChild();
    while (node != null) {
      if (node instanceof Element element) {
        children.add(element);
      }
      node = node.getNextSibling();
    }
    return children;
  }
}
