package dev.turnout.agents.router.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.router.RouterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What an NGINX does that is changed by reloads. */
abstract class NginxReloadContract extends NginxRouterContract {
  NginxReloadContract(NginxUnderTest nginx) {
    super(nginx);
  }

  @Override
  protected void changeWeightsByHand() {
    edit("25.00%", "90.00%", "|250000/", "|900000/");
  }

  @Override
  protected void emptyByHand() {
    edit("location = /" + MODEL + " ", "location = /other ", "return 200 \"3|", "return 200 \"x|");
  }

  @Test
  void shouldRefuseWeightsThatAreTooFine() {
    router().apply(snapshot(1, 0), endpoints("one", "two"));

    assertThatThrownBy(() -> router().apply(snapshot(2, 0.00001), endpoints("one", "two")))
        .isInstanceOf(RouterException.class)
        .hasMessageContaining("Expected weights in steps of 0.0001");
    assertThat(router().inForce(MODEL)).contains(snapshot(1, 0));
  }

  /** Somebody edits the file and lets NGINX read it. */
  private void edit(String... replacements) {
    try {
      Path file = nginx.settings.configFile();
      String text = Files.readString(file);
      for (int i = 0; i < replacements.length; i += 2) {
        text = text.replace(replacements[i], replacements[i + 1]);
      }
      Files.writeString(file, text);
      String before = nginx.control().row(MODEL);
      NginxWorkers old = NginxWorkers.of(nginx.settings);
      new NginxProgram(nginx.settings).reload();
      for (int i = 0;
          i < 3000 && !(old.acceptNothing() && !nginx.control().row(MODEL).equals(before));
          i++) {
        Thread.sleep(10);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
