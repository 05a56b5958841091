package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.agent.Agent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Four people who ask all the time, behind one agent. */
final class Users implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final List<String> strange = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  Users(AgentRig rig, Agent agent) throws InterruptedException {
    assertThat(agent.awaitConnected(LIMIT)).isTrue();
    for (int user = 0; user < 4; user++) {
      String name = "user-" + user;
      Thread thread = new Thread(() -> ask(rig, agent, name), name);
      thread.start();
      threads.add(thread);
    }
  }

  int failed() {
    return failed.get();
  }

  void awaitServed() {
    Awaitility.await().atMost(LIMIT).until(() -> served.get() > 100);
  }

  /** Everybody got an answer of v1 or, where the candidate was asked, a time-out in time. */
  void assertStableAnsweredAll() {
    int before = served.get();
    Awaitility.await().atMost(LIMIT).until(() -> served.get() > before + 100);
    synchronized (strange) {
      assertThat(strange).isEmpty();
    }
  }

  private void ask(AgentRig rig, Agent agent, String user) {
    while (!over.get()) {
      String answer = rig.ask(agent, user);
      if (answer.equals("v1")) {
        served.incrementAndGet();
      } else if (answer.equals("none:504")) {
        failed.incrementAndGet();
      } else if (served.get() > 0) {
        // Before the first answer there is no table yet.
        synchronized (strange) {
          strange.add(answer);
        }
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws InterruptedException {
    over.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
