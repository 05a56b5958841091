package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.turnout.orchestrator.statistics.BinWeights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.ByteUtils;

/** Weights by bin in {@link RecordJson}, like {@linkplain BinCountsForm counts}. */
record BinWeightsForm() implements JsonForm {
  private static final int LONGEST_INT = 5;

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    BinWeights bins = (BinWeights) value;
    ByteBuffer out = ByteBuffer.allocate((LONGEST_INT + Double.BYTES) * bins.size());
    int before = 0;
    for (int i = 0; i < bins.size(); i++) {
      ByteUtils.writeVarint(bins.bin(i) - before, out);
      out.putDouble(bins.weight(i));
      before = bins.bin(i);
    }
    json.writeBinary(out.array(), 0, out.position());
  }

  @Override
  public Object read(JsonParser json) throws IOException {
    return json.hasToken(JsonToken.START_OBJECT)
        ? readObject(json)
        : PackedBytes.read("bins", json, BinWeightsForm::read);
  }

  private static BinWeights read(ByteBuffer in) {
    BinWeights.Builder bins = new BinWeights.Builder(in.remaining() / (1 + Double.BYTES));
    int bin = 0;
    while (in.hasRemaining()) {
      bin += ByteUtils.readVarint(in);
      bins.add(bin, in.getDouble());
    }
    return bins.build();
  }

  private static BinWeights readObject(JsonParser json) throws IOException {
    Map<Integer, Double> byBin = new TreeMap<>();
    for (String bin = json.nextFieldName(); bin != null; bin = json.nextFieldName()) {
      json.nextToken();
      byBin.put(Integer.valueOf(bin), JsonNumbers.read(json));
    }
    return BinWeights.of(byBin);
  }

  @Override
  public Object missing() {
    throw Tokens.missing(BinWeights.class);
  }
}
