package dev.turnout.orchestrator.analysis;

/**
 * How an absolute limit stands. Evidence is the natural logarithm of an e-value.
 *
 * @param badLimit the share of bad outcomes that is allowed
 * @param logCandidate evidence that the candidate breaks the limit
 * @param logBaseline evidence that the baseline breaks it, too
 * @param candidateBroken the candidate's evidence has reached its threshold
 * @param baselineBroken the baseline's evidence has reached its threshold
 */
public record LimitEvidence(
    double badLimit,
    double logCandidate,
    double logBaseline,
    boolean candidateBroken,
    boolean baselineBroken) {}
