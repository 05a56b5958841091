package dev.turnout.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaDocumentationTest {

  private static final Set<Type> NUMBERS = Set.of(Type.INT, Type.LONG, Type.FLOAT, Type.DOUBLE);

  /**
   * What a number can be: a quantity with its unit, a share, a count, a place in an order, or a
   * logarithm.
   */
  private static final Pattern UNIT =
      Pattern.compile(
          "milliseconds|microseconds|fraction|ratio|count|number|offset|epoch|index|logarithm|status code|chance|sum of badness|same unit|version of",
          Pattern.CASE_INSENSITIVE);

  static Stream<Schema> namedSchemas() {
    var found = new LinkedHashMap<String, Schema>();
    Examples.MESSAGES.forEach(type -> collect(Examples.schemaOf(type), found));
    return found.values().stream();
  }

  @ParameterizedTest
  @MethodSource("namedSchemas")
  void shouldSayWhatEveryRecordAndFieldMeans(Schema schema) {
    assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
    if (schema.getType() == Type.RECORD) {
      assertThat(schema.getFields())
          .allSatisfy(
              field ->
                  assertThat(field.doc()).as(schema.getName() + "." + field.name()).isNotBlank());
    }
  }

  @ParameterizedTest
  @MethodSource("namedSchemas")
  void shouldNameTheUnitOfEveryNumber(Schema schema) {
    if (schema.getType() == Type.RECORD) {
      assertThat(schema.getFields())
          .filteredOn(field -> isNumber(field.schema()))
          .allSatisfy(
              field ->
                  assertThat(field.doc())
                      .as(schema.getName() + "." + field.name())
                      .containsPattern(UNIT));
    }
  }

  @Test
  void shouldFindANumberBehindAnOptionalOrRepeatedField() {
    // given
    Schema optional = Schema.createUnion(Schema.create(Type.NULL), Schema.create(Type.DOUBLE));
    Schema repeated = Schema.createArray(Schema.create(Type.LONG));
    // when
    boolean found = isNumber(optional) && isNumber(repeated);
    // then
    assertThat(found).isTrue();
    assertThat(UNIT.matcher("How long.").find()).isFalse();
  }

  private static boolean isNumber(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> schema.getTypes().stream().anyMatch(SchemaDocumentationTest::isNumber);
      case ARRAY -> isNumber(schema.getElementType());
      case MAP -> isNumber(schema.getValueType());
      default -> NUMBERS.contains(schema.getType());
    };
  }

  private static void collect(Schema schema, Map<String, Schema> found) {
    switch (schema.getType()) {
      case UNION -> schema.getTypes().forEach(s -> collect(s, found));
      case ARRAY -> collect(schema.getElementType(), found);
      case MAP -> collect(schema.getValueType(), found);
      case ENUM -> found.put(schema.getFullName(), schema);
      case RECORD -> {
        if (found.put(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), found));
        }
      }
      default -> {}
    }
  }
}
