package dev.turnout.cli;

import static dev.turnout.docs.ReferencePage.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.docs.ReferencePage;
import dev.turnout.output.Exit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ExitCodesPageTest {

  @Test
  void shouldListTheCodesOfAllCommands() throws IOException {
    Map<String, String> common = codes(Program.commandLine());
    ReferencePage page =
        new ReferencePage("exit-codes.md", "Exit codes", "What a pipeline acts on.")
            .table(rows(common))
            .paragraph(
                "A rollout that passed in the shadow ends with 0, too. The codes of commands that mean something of their own by them:");
    for (CommandLine command : HelpTest.commands()) {
      Map<String, String> own = codes(command);
      if (!own.isEmpty() && !own.equals(common)) {
        String name = command.getCommandSpec().qualifiedName();
        page.heading(name, "[Options](../cli.md#%s)".formatted(name.replace(' ', '-')))
            .table(rows(own));
      }
    }
    page.hold();
  }

  @Test
  void shouldKnowEveryCodeThatACommandEndsWith() {
    assertThat(codes(Program.commandLine()).keySet())
        .containsAll(
            Arrays.stream(Exit.values()).map(exit -> String.valueOf(exit.code())).toList());
  }

  private static Map<String, String> codes(CommandLine command) {
    return command.getCommandSpec().usageMessage().exitCodeList();
  }

  private static List<List<String>> rows(Map<String, String> codes) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("code", "meaning"));
    codes.forEach((number, meaning) -> rows.add(List.of(code(number), meaning)));
    return rows;
  }
}
