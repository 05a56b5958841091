package dev.turnout.orchestrator.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** The manifest as JSON: the fields in their order, times as text, lines ending with one byte. */
final class ManifestJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .addModule(times())
          .build();

  private ManifestJson() {}

  static byte[] write(Manifest manifest) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    try {
      String text =
          JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines))
              .writeValueAsString(manifest);
      return (text + "\n").getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a manifest of plain values", e);
    }
  }

  /**
   * @throws BundleException if it is no manifest, or says what cannot be
   */
  static Manifest read(byte[] text) {
    try {
      return JSON.readValue(text, Manifest.class);
    } catch (JsonMappingException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new BundleException(
          e, "The manifest of the bundle is wrong at '%s': %s", path(e), reason(cause));
    } catch (IOException e) {
      throw new BundleException(
          e,
          "The manifest of the bundle cannot be read: %s",
          firstLine(String.valueOf(e.getMessage())));
    }
  }

  private static String reason(Throwable cause) {
    if (cause instanceof NullPointerException) {
      return "Expected a value, but got none";
    }
    return cause instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : String.valueOf(cause.getMessage());
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      path.append(
          step.getFieldName() == null
              ? "[" + step.getIndex() + "]"
              : (path.length() == 0 ? "" : ".") + step.getFieldName());
    }
    return path.length() == 0 ? "the top" : path.toString();
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static SimpleModule times() {
    return new SimpleModule()
        .addSerializer(
            Instant.class,
            new JsonSerializer<Instant>() {
              @Override
              public void serialize(Instant at, JsonGenerator json, SerializerProvider provider)
                  throws IOException {
                json.writeString(at.toString());
              }
            })
        .addDeserializer(
            Instant.class,
            new JsonDeserializer<Instant>() {
              @Override
              public Instant deserialize(JsonParser json, DeserializationContext context)
                  throws IOException {
                String text = json.getText();
                try {
                  return Instant.parse(text);
                } catch (DateTimeException e) {
                  throw JsonMappingException.from(
                      json, "Expected a time such as 2026-01-01T00:00:00Z, but got '" + text + "'");
                }
              }
            });
  }
}
