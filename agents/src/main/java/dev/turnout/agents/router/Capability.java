package dev.turnout.agents.router;

/** What a data plane can do; the names are those on the wire, and stay. */
public enum Capability {
  /** Splits the requests of a model by weight; without it, a switch is all at once. */
  WEIGHTS,
  /** A version's share differs from its weight by chance only, at weights in steps of 0.01. */
  EXACT_SHARE,
  /** The same key gets the same version, and a growing candidate gives no key back. */
  STICKY,
  /** A change of weights is in force within milliseconds, without a reload. */
  HOT_WEIGHTS,
  /** No request is lost by a change. */
  LOSSLESS,
  /** Copies requests to a version whose answers nobody sees. */
  MIRROR,
  /** Carries gRPC: HTTP/2 from end to end, with trailers. */
  GRPC,
  /** Its agent knows tables that give some nodes another version than the rest. */
  NODES
}
