package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.orchestrator.statistics.BinCounts;
import dev.turnout.orchestrator.statistics.BinWeights;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * Counts and weights by bin in {@link RecordJson}: bytes, for each bin its distance from the one
 * before and its value. Most of a snapshot is bins. Format 1 had an object with a member for each.
 */
final class BinJson {
  private BinJson() {}

  static void write(JsonGenerator json, BinCounts bins) throws IOException {
    var bytes = new ByteArrayOutputStream(4 * bins.size());
    var out = new DataOutputStream(bytes);
    int before = 0;
    for (int i = 0; i < bins.size(); i++) {
      ByteUtils.writeVarint(bins.bin(i) - before, out);
      ByteUtils.writeVarlong(bins.count(i), out);
      before = bins.bin(i);
    }
    json.writeBinary(bytes.toByteArray());
  }

  static void write(JsonGenerator json, BinWeights bins) throws IOException {
    var bytes = new ByteArrayOutputStream(10 * bins.size());
    var out = new DataOutputStream(bytes);
    int before = 0;
    for (int i = 0; i < bins.size(); i++) {
      ByteUtils.writeVarint(bins.bin(i) - before, out);
      out.writeDouble(bins.weight(i));
      before = bins.bin(i);
    }
    json.writeBinary(bytes.toByteArray());
  }

  static BinCounts readCounts(JsonNode node) {
    if (node.isObject()) {
      Map<Integer, Long> byBin = new TreeMap<>();
      node.properties()
          .forEach(bin -> byBin.put(Integer.valueOf(bin.getKey()), bin.getValue().longValue()));
      return BinCounts.of(byBin);
    }
    try {
      DataInputStream in = bytes(node);
      BinCounts.Builder bins = new BinCounts.Builder(in.available() / 2);
      int bin = 0;
      while (in.available() > 0) {
        bin += ByteUtils.readVarint(in);
        bins.add(bin, ByteUtils.readVarlong(in));
      }
      return bins.build();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  static BinWeights readWeights(JsonNode node) {
    Map<Integer, Double> byBin = new TreeMap<>();
    if (node.isObject()) {
      node.properties()
          .forEach(
              bin -> byBin.put(Integer.valueOf(bin.getKey()), RecordJson.number(bin.getValue())));
      return BinWeights.of(byBin);
    }
    try {
      DataInputStream in = bytes(node);
      int bin = 0;
      while (in.available() > 0) {
        bin += ByteUtils.readVarint(in);
        byBin.put(bin, in.readDouble());
      }
      return BinWeights.of(byBin);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private static DataInputStream bytes(JsonNode node) throws IOException {
    byte[] bytes = node.binaryValue();
    if (bytes == null) {
      throw new IOException("no bytes, but " + node.getNodeType());
    }
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  private static IllegalArgumentException damaged(IOException e) {
    return new IllegalArgumentException("Expected bins as bytes, but got: " + e.getMessage(), e);
  }
}
