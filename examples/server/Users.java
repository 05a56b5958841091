import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ten thousand users who ask at random: {@code java Users.java URL REQUESTS_PER_SECOND [SECONDS]}. Each second it
 * prints which version answered how often, and what failed.
 */
public class Users {
  private final Map<String, Integer> answers = new TreeMap<>();

  public static void main(String[] args) throws InterruptedException {
    long seconds = args.length > 2 ? Long.parseLong(args[2]) : Long.MAX_VALUE;
    new Users().ask(URI.create(args[0]), Integer.parseInt(args[1]), seconds);
  }

  private void ask(URI uri, int perSecond, long seconds) throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    long interval = 1_000_000_000L / perSecond;
    long begin = System.nanoTime();
    for (long second = 0; second < seconds; second++) {
      for (int i = 0; i < perSecond; i++) {
        long due = begin + (second * perSecond + i) * interval;
        Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
        threads.execute(() -> count(one(client, uri)));
      }
      System.out.println(taken());
    }
    threads.shutdown();
  }

  private static String one(HttpClient client, URI uri) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(10))
            .header("x-user-id", "user-" + ThreadLocalRandom.current().nextInt(10_000))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"inputs\": [[1.0]]}"))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      String version = answer.headers().firstValue("x-turnout-version").orElse("nobody");
      return answer.statusCode() == 200 ? version : version + ":" + answer.statusCode();
    } catch (IOException e) {
      return "lost";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private synchronized void count(String answer) {
    answers.merge(answer, 1, Integer::sum);
  }

  private synchronized String taken() {
    String text = answers.toString();
    answers.clear();
    return text;
  }
}
