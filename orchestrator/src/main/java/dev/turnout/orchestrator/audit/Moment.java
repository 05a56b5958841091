package dev.turnout.orchestrator.audit;

import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Instant;
import java.util.Optional;

/**
 * A rollout at one time.
 *
 * @param weight the candidate's share
 * @param evidence what the judge had; empty while nothing is judged
 */
public record Moment(Instant at, Weight weight, Optional<Evidence> evidence) {}
