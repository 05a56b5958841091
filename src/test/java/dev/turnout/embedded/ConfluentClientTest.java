package dev.turnout.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.events.MetricReport;
import dev.turnout.events.RouteTable;
import dev.turnout.schemas.RegistryClient;
import dev.turnout.schemas.RegistryConfig;
import java.util.Map;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.entities.Config;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Confluent's own client is the judge of what our registry answers. */
class ConfluentClientTest {

  private static final AvroSchema REPORT = new AvroSchema(MetricReport.getClassSchema().toString());
  private static final AvroSchema TABLE = new AvroSchema(RouteTable.getClassSchema().toString());

  private EmbeddedRegistry registry;
  private CachedSchemaRegistryClient confluent;
  private RegistryClient ours;

  @BeforeEach
  void start() {
    registry = EmbeddedRegistry.start();
    confluent = new CachedSchemaRegistryClient(registry.url(), 100);
    ours = new RegistryClient(RegistryConfig.from(Map.of("schema.registry.url", registry.url())));
  }

  @AfterEach
  void stop() throws Exception {
    confluent.close();
    registry.close();
  }

  @Test
  void shouldFindWhatOurClientRegistered() throws Exception {
    // given
    int id = ours.idFor("t-value", MetricReport.getClassSchema());
    // when
    var schema = confluent.getSchemaById(id);
    // then
    assertThat(schema.canonicalString()).isEqualTo(REPORT.canonicalString());
    assertThat(confluent.getId("t-value", REPORT)).isEqualTo(id);
    assertThat(confluent.getVersion("t-value", REPORT)).isEqualTo(1);
    assertThat(confluent.getAllSubjects()).containsExactly("t-value");
    assertThat(confluent.getConfig("t-value").getCompatibilityLevel()).isEqualTo("BACKWARD");
    assertThat(confluent.getMode()).isEqualTo("READWRITE");
  }

  @Test
  void shouldRegisterWhatOurClientFinds() throws Exception {
    // given
    int id = confluent.register("t-value", REPORT);
    // when
    var found = ours.byId(id);
    // then
    assertThat(found).contains(MetricReport.getClassSchema());
    assertThat(ours.lookup("t-value", MetricReport.getClassSchema())).contains(id);
    assertThat(confluent.getLatestSchemaMetadata("t-value").getId()).isEqualTo(id);
    assertThat(confluent.getAllVersions("t-value")).containsExactly(1);
    assertThat(confluent.getAllVersionsById(id)).hasSize(1);
  }

  @Test
  void shouldUnderstandTheRefusals() throws Exception {
    // given
    confluent.register("t-value", REPORT);
    // when
    boolean compatible = confluent.testCompatibility("t-value", TABLE);
    // then
    assertThat(compatible).isFalse();
    assertThat(confluent.testCompatibilityVerbose("t-value", TABLE)).isNotEmpty();
    assertThatThrownBy(() -> confluent.register("t-value", TABLE))
        .isInstanceOf(RestClientException.class)
        .hasMessageContaining("error code: 409");
    assertThatThrownBy(() -> confluent.getSchemaById(99)).hasMessageContaining("error code: 40403");
    assertThatThrownBy(() -> confluent.getLatestSchemaMetadata("none"))
        .hasMessageContaining("error code: 40401");
    assertThatThrownBy(() -> confluent.getSchemaMetadata("t-value", 7))
        .hasMessageContaining("error code: 40402");
  }

  @Test
  void shouldLetItChangeLevelsAndDelete() throws Exception {
    // given
    confluent.register("t-value", REPORT);
    // when
    confluent.updateConfig("t-value", new Config("NONE"));
    // then
    assertThat(confluent.register("t-value", TABLE)).isEqualTo(2);
    assertThat(confluent.deleteSubject(Map.of(), "t-value", false)).containsExactly(1, 2);
    assertThat(confluent.getAllSubjects()).isEmpty();
  }
}
