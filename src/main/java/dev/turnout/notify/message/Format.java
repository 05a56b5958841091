package dev.turnout.notify.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a receiver wants to read a notice. */
public enum Format {
  /** A CloudEvent 1.0 in structured JSON mode. */
  CLOUDEVENTS("application/cloudevents+json; charset=utf-8") {
    @Override
    Map<String, Object> tree(Notice notice) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("model", notice.model());
      data.put("summary", notice.inOneLine());
      data.put("event", notice.data());
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("specversion", "1.0");
      event.put("id", notice.id());
      event.put("source", notice.source());
      event.put("type", TYPE_PREFIX + notice.type());
      event.put("subject", notice.model());
      event.put("time", notice.at().toString());
      event.put("datacontenttype", "application/json");
      event.put("data", data);
      return event;
    }
  },

  /** A message of Slack's incoming webhooks, in blocks. */
  SLACK("application/json; charset=utf-8") {
    @Override
    Map<String, Object> tree(Notice notice) {
      String title = "%s *%s*".formatted(sign(notice), slack(notice.what()));
      String why = notice.why().isBlank() ? "" : "\n" + slack(cut(notice.why()));
      String foot = slack(notice.model()) + " · " + clock(notice);
      return ordered(
          "text",
          slack(notice.model() + ": " + notice.inOneLine()),
          "blocks",
          List.of(
              ordered("type", "section", "text", markdown(title + why)),
              ordered("type", "context", "elements", List.of(markdown(foot)))));
    }
  },

  /** An adaptive card for a workflow of Microsoft Teams. */
  TEAMS("application/json; charset=utf-8") {
    @Override
    Map<String, Object> tree(Notice notice) {
      List<Object> body =
          notice.why().isBlank()
              ? List.of(title(notice), foot(notice))
              : List.of(title(notice), block(cut(notice.why()), Map.of()), foot(notice));
      Map<String, Object> card = new LinkedHashMap<>();
      card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
      card.put("type", "AdaptiveCard");
      card.put("version", "1.4");
      card.put("fallbackText", notice.model() + ": " + notice.inOneLine());
      card.put("body", body);
      return ordered(
          "type",
          "message",
          "attachments",
          List.of(
              ordered("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
    }
  };

  /** What the type of each CloudEvent begins with. */
  public static final String TYPE_PREFIX = "dev.turnout.";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_REASON = 1500;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  public String contentType() {
    return contentType;
  }

  /** The notice as JSON; the same bytes each time. */
  public byte[] write(Notice notice) {
    try {
      return JSON.writeValueAsBytes(tree(notice));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Every notice has a JSON form", e);
    }
  }

  abstract Map<String, Object> tree(Notice notice);

  private static Map<String, Object> ordered(
      String first, Object one, String second, Object other) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(first, one);
    tree.put(second, other);
    return tree;
  }

  private static Map<String, Object> markdown(String text) {
    return ordered("type", "mrkdwn", "text", text);
  }

  /** As Slack wants its three special characters. */
  private static String slack(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String sign(Notice notice) {
    return switch (notice.tone()) {
      case GOOD -> ":white_check_mark:";
      case WARNING -> ":warning:";
      case BAD -> ":rotating_light:";
      case NEUTRAL -> ":information_source:";
    };
  }

  private static Object title(Notice notice) {
    String color =
        switch (notice.tone()) {
          case GOOD -> "good";
          case WARNING -> "warning";
          case BAD -> "attention";
          case NEUTRAL -> "default";
        };
    return block(notice.what(), Map.of("weight", "bolder", "size", "medium", "color", color));
  }

  private static Object foot(Notice notice) {
    return block(notice.model() + " · " + clock(notice), Map.of("isSubtle", true));
  }

  private static Object block(String text, Map<String, Object> style) {
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("type", "TextBlock");
    block.put("text", text);
    block.put("wrap", true);
    style.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> block.put(entry.getKey(), entry.getValue()));
    return block;
  }

  private static String cut(String text) {
    return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
  }

  private static String clock(Notice notice) {
    return CLOCK.format(notice.at());
  }
}
