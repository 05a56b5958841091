package dev.turnout.embedded;

/** A request to the registry that is answered with an error, in Confluent's codes. */
final class RegistryFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;

  private RegistryFault(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  static RegistryFault unknownPath() {
    return new RegistryFault(404, 404, "HTTP 404 Not Found");
  }

  static RegistryFault subjectNotFound(String subject) {
    return new RegistryFault(404, 40401, "Subject '" + subject + "' not found.");
  }

  static RegistryFault versionNotFound(String version) {
    return new RegistryFault(404, 40402, "Version " + version + " not found.");
  }

  static RegistryFault schemaNotFound(String what) {
    return new RegistryFault(404, 40403, "Schema " + what + " not found");
  }

  static RegistryFault noSubjectConfig(String subject) {
    return new RegistryFault(
        404,
        40408,
        "Subject '" + subject + "' does not have subject-level compatibility configured");
  }

  static RegistryFault noSubjectMode(String subject) {
    return new RegistryFault(
        404, 40409, "Subject '" + subject + "' does not have subject-level mode configured");
  }

  static RegistryFault incompatible(String reason) {
    return new RegistryFault(
        409, 409, "Schema being registered is incompatible with an earlier schema; " + reason);
  }

  static RegistryFault invalidSchema(String reason) {
    return new RegistryFault(422, 42201, "Invalid schema: " + reason);
  }

  static RegistryFault invalidVersion(String version) {
    return new RegistryFault(
        422,
        42202,
        "The specified version '"
            + version
            + "' is not a valid version id (1 or more, or 'latest')");
  }

  static RegistryFault invalidCompatibility(String level) {
    return new RegistryFault(
        422,
        42203,
        "Invalid compatibility level '"
            + level
            + "'. Valid values are none, backward, forward, full, and their _transitive forms");
  }

  static RegistryFault invalidMode(String mode) {
    return new RegistryFault(
        422, 42204, "Invalid mode '" + mode + "'. This registry is always READWRITE");
  }

  static RegistryFault invalidRequest(String reason) {
    return new RegistryFault(422, 422, reason);
  }
}
