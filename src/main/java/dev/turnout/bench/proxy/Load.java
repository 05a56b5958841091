package dev.turnout.bench.proxy;

/**
 * What a load generator saw.
 *
 * @param requests that were answered, a count
 * @param failed of them or besides them: another status than 200, or a broken connection
 * @param seconds that it took
 * @param p50Micros median of the latencies, in microseconds
 * @param p99Micros 99th percentile of the latencies, in microseconds
 */
record Load(long requests, long failed, double seconds, double p50Micros, double p99Micros) {
  double perSecond() {
    return requests / seconds;
  }
}
