package dev.turnout.agents.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTemplateTest {
  @Test
  void shouldFillEveryPlaceholder() {
    // given
    CommandTemplate template =
        new CommandTemplate(
            List.of("serve", "--model={model}", "{version}", "{source}", "-p", "{port}"),
            Map.of("NAME", "{model}/{version}"));

    // when
    CommandTemplate.Command command = template.fill("fraud", "v2", "models:/fraud/2", 21_000);

    // then
    assertThat(command.arguments())
        .containsExactly("serve", "--model=fraud", "v2", "models:/fraud/2", "-p", "21000");
    assertThat(command.environment()).containsExactly(Map.entry("NAME", "fraud/v2"));
  }

  @Test
  void shouldTakeWhatIsFilledInAsItIs() {
    // given
    CommandTemplate template =
        new CommandTemplate(List.of("serve", "{source}", "{port}"), Map.of());

    // when
    CommandTemplate.Command command =
        template.fill("fraud", "v2", "a b; rm -rf $HOME {port} \\1", 21_000);

    // then
    assertThat(command.arguments())
        .containsExactly("serve", "a b; rm -rf $HOME {port} \\1", "21000");
  }

  @Test
  void shouldRefuseACommandThatCannotWork() {
    assertThatThrownBy(() -> new CommandTemplate(List.of(), Map.of()))
        .hasMessageStartingWith("Expected a command such as");
    assertThatThrownBy(() -> new CommandTemplate(List.of("serve"), Map.of()))
        .hasMessageStartingWith("Expected {port} in the command");
    assertThatThrownBy(() -> new CommandTemplate(List.of("serve", "{port}", "{prot}"), Map.of()))
        .hasMessageEndingWith("but got {prot}");
    assertThat(new CommandTemplate(List.of("serve"), Map.of("PORT", "{port}")).needsSource())
        .isFalse();
  }
}
