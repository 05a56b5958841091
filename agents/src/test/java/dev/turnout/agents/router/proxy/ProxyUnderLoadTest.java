package dev.turnout.agents.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.report.VersionTotals;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.routing.Stickiness;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProxyUnderLoadTest {
  private static final int CLIENTS = 4;
  private static final int ROUTE_CHANGES = 1_000;
  private static final int RESTARTS = 20;

  private final ProxyUnderTest proxy = new ProxyUnderTest();

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void shouldLoseNoRequestByRouteChanges() throws InterruptedException {
    // given
    Endpoint stable = proxy.serve(ProxyUnderLoadTest::predict);
    List<Endpoint> candidates =
        List.of(proxy.serve(ProxyUnderLoadTest::predict), proxy.serve(ProxyUnderLoadTest::predict));
    Random random = new Random(42);
    proxy.routeTo(stable);

    // when
    List<KeepAliveClient> clients =
        load(
            users -> {
              for (int i = 0; i < ROUTE_CHANGES || answered(users) < ROUTE_CHANGES; i++) {
                double weight = random.nextInt(101) / 100.0;
                Endpoint candidate = candidates.get(i % 2);
                proxy.route(Stickiness.none(), weight, Map.of("v1", stable, "v2", candidate));
                LockSupport.parkNanos(2_000_000);
              }
            });

    // then
    int answered = report("%d route changes".formatted(ROUTE_CHANGES), clients);
    assertThat(answered).isGreaterThanOrEqualTo(ROUTE_CHANGES);
    proxy.awaitCounted(answered, "v1", "v2");
    VersionTotals v1 = proxy.counted("v1", 0);
    VersionTotals v2 = proxy.counted("v2", 0);
    assertThat(v1.requests() + v2.requests()).isEqualTo(answered);
    assertThat(v1.errors() + v2.errors()).isZero();
  }

  @Test
  void shouldLoseNoRequestWhenAServerDropsItsConnections() throws InterruptedException {
    // given
    Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    HttpServer server =
        ProxyUnderTest.await(
            proxy
                .vertx
                .createHttpServer(new HttpServerOptions())
                .connectionHandler(connections::add)
                .requestHandler(ProxyUnderLoadTest::predict)
                .listen(0, "127.0.0.1"));
    proxy.routeTo(ProxyUnderTest.endpoint(Endpoint.Protocol.HTTP1, server));

    // when
    List<KeepAliveClient> clients =
        load(
            users -> {
              for (int i = 0; i < RESTARTS; i++) {
                LockSupport.parkNanos(100_000_000);
                // A connection that is made now is not one that the restart closes.
                List<HttpConnection> open = List.copyOf(connections);
                open.forEach(connections::remove);
                open.forEach(HttpConnection::close);
              }
            });

    // then
    int answered = report("%d restarts".formatted(RESTARTS), clients);
    VersionTotals totals = proxy.counted("v1", answered);
    assertThat(totals.requests()).isEqualTo(answered);
    assertThat(totals.errors()).isZero();
  }

  private List<KeepAliveClient> load(Consumer<List<KeepAliveClient>> trouble)
      throws InterruptedException {
    List<KeepAliveClient> clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> new KeepAliveClient(proxy.port(), "user-" + i))
            .toList();
    List<Thread> threads = clients.stream().map(Thread::new).toList();
    threads.forEach(Thread::start);
    trouble.accept(clients);
    clients.forEach(KeepAliveClient::stop);
    for (Thread thread : threads) {
      thread.join();
    }
    return clients;
  }

  private static int answered(List<KeepAliveClient> clients) {
    return clients.stream().mapToInt(KeepAliveClient::answered).sum();
  }

  private static int report(String trouble, List<KeepAliveClient> clients) {
    int answered = answered(clients);
    int failed = clients.stream().mapToInt(KeepAliveClient::failed).sum();
    List<String> failures =
        clients.stream().map(KeepAliveClient::lastFailure).filter(f -> !f.isEmpty()).toList();
    System.out.printf(
        "%s under load: %d requests answered, %d failed%n", trouble, answered, failed);
    assertThat(failures).isEmpty();
    assertThat(failed).isZero();
    return answered;
  }

  private static void predict(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body ->
                request
                    .response()
                    .putHeader("content-type", "application/json")
                    .end("{\"predictions\": [0.93]}"));
  }
}
