package dev.turnout.agents.probe;

/**
 * What a gRPC server answered to a call.
 *
 * @param status gRPC status, 0 for OK
 * @param text the server's words about the status; may be empty
 * @param message the answer's protobuf; empty if there is none
 */
record GrpcAnswer(int status, String text, byte[] message) {}
