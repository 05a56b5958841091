package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.orchestrator.statistics.BinCounts;
import dev.turnout.orchestrator.statistics.BinWeights;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Counts and weights by bin in {@link RecordJson}: an object with a member for each bin. */
final class BinJson {
  private BinJson() {}

  static void write(JsonGenerator json, BinCounts bins) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < bins.size(); i++) {
      json.writeFieldName(String.valueOf(bins.bin(i)));
      json.writeNumber(bins.count(i));
    }
    json.writeEndObject();
  }

  static void write(JsonGenerator json, BinWeights bins) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < bins.size(); i++) {
      json.writeFieldName(String.valueOf(bins.bin(i)));
      RecordJson.writeNumber(json, bins.weight(i));
    }
    json.writeEndObject();
  }

  static BinCounts readCounts(JsonNode node) {
    Map<Integer, Long> byBin = new TreeMap<>();
    node.properties()
        .forEach(bin -> byBin.put(Integer.valueOf(bin.getKey()), bin.getValue().longValue()));
    return BinCounts.of(byBin);
  }

  static BinWeights readWeights(JsonNode node) {
    Map<Integer, Double> byBin = new TreeMap<>();
    node.properties()
        .forEach(
            bin -> byBin.put(Integer.valueOf(bin.getKey()), RecordJson.number(bin.getValue())));
    return BinWeights.of(byBin);
  }
}
