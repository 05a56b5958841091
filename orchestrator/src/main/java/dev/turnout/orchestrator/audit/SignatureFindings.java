package dev.turnout.orchestrator.audit;

/**
 * How many commands of the journal say who signed them, or were turned away for it.
 *
 * @param checked those whose signature was checked again, a count
 * @param unchecked those that were believed, for lack of the keys, a count
 */
public record SignatureFindings(long checked, long unchecked) {
  static final SignatureFindings NONE = new SignatureFindings(0, 0);

  SignatureFindings plus(SignatureFindings other) {
    return new SignatureFindings(checked + other.checked, unchecked + other.unchecked);
  }
}
