package dev.turnout.orchestrator.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnout.orchestrator.keys.SigningKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A bundle taken apart, to be put together otherwise. */
final class Forgery {
  private static final ObjectMapper JSON = new ObjectMapper();

  final Map<String, byte[]> files = new LinkedHashMap<>();

  static Forgery of(Path bundle) throws IOException {
    Forgery forgery = new Forgery();
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        forgery.files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return forgery;
  }

  Forgery change(String name, UnaryOperator<byte[]> change) {
    files.computeIfPresent(name, (n, bytes) -> change.apply(bytes.clone()));
    return this;
  }

  Forgery manifest(Consumer<ObjectNode> change) throws IOException {
    ObjectNode manifest = (ObjectNode) JSON.readTree(files.get(BundleWriter.MANIFEST));
    change.accept(manifest);
    files.put(BundleWriter.MANIFEST, JSON.writeValueAsBytes(manifest));
    return this;
  }

  Forgery manifestText(UnaryOperator<String> change) {
    return change(
        BundleWriter.MANIFEST, text -> change.apply(new String(text, UTF_8)).getBytes(UTF_8));
  }

  /** Makes length and hash of every file right again. */
  Forgery resealed() throws IOException {
    return manifest(
        manifest -> {
          manifest.get("records").forEach(this::reseal);
          manifest.get("schemas").forEach(this::reseal);
        });
  }

  private void reseal(JsonNode file) {
    ObjectNode seal = (ObjectNode) file.get("seal");
    byte[] bytes = files.get(seal.get("name").textValue());
    seal.put("bytes", bytes.length).put("sha256", Sha256.of(bytes));
  }

  Forgery signedBy(SigningKey key) {
    files.put(BundleWriter.SIGNATURE, key.sign(files.get(BundleWriter.MANIFEST)));
    files.put(BundleWriter.PUBLIC_KEY, key.counterpart().pemBytes());
    return this;
  }

  Path writeTo(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }
}
