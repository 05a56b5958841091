package dev.turnout.bridge.otlp;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Attributes as texts. */
final class Attributes {
  private Attributes() {}

  /** The outer ones and these, which come first. */
  static Map<String, String> over(Map<String, String> outer, List<KeyValue> inner) {
    Map<String, String> all = new TreeMap<>(outer);
    inner.forEach(attribute -> all.put(attribute.getKey(), text(attribute.getValue())));
    return all;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      default -> value.toString().strip();
    };
  }
}
