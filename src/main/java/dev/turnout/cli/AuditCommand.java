package dev.turnout.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything that an auditor asks. */
@Command(
    name = "audit",
    description = "Read and check what was recorded: who did what, when and why.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout audit log fraud --since 2h",
      "  turnout audit replay fraud --until 10m",
      "  turnout audit verify",
      "  turnout audit export --out fraud.zip --sign-key auditor.pem fraud"
    })
@Subcommands({
  AuditLogCommand.class,
  AuditReplayCommand.class,
  AuditVerifyCommand.class,
  AuditExportCommand.class
})
final class AuditCommand implements Runnable {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
