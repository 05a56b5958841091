package dev.turnout.schemas;

import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * The generated classes of our records. Avro loads a class that a schema names only when its
 * package is trusted; ours becomes trusted, beside what is trusted already, before this class or a
 * serde is first used.
 */
public final class RecordTypes {

  /** Namespace and package of every record. */
  public static final String NAMESPACE = "dev.turnout.events";

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(NAMESPACE)));
  }

  private RecordTypes() {}

  /** Makes the package trusted, for code that decodes our records without our serde. */
  public static void trust() {
    // The static initializer does it, once.
  }

  /**
   * The class of a writer's record; empty when it is none of ours, so that a schema cannot name
   * just any class.
   */
  static Optional<Class<?>> classOf(Schema writer) {
    if (writer.getType() != Schema.Type.RECORD || !NAMESPACE.equals(writer.getNamespace())) {
      return Optional.empty();
    }
    Class<?> type = SpecificData.get().getClass(writer);
    return Optional.<Class<?>>ofNullable(type).filter(SpecificRecord.class::isAssignableFrom);
  }
}
