package io.dagstore.distribution.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands for tokens. */
@Command(
    name = "auth",
    header = "Make and look at the tokens that a node asks for.",
    synopsisSubcommandLabel = "COMMAND",
    subcommandsRepeatable = false,
    footer = {"", "Example:", "  dagstore auth create-token --perm read"})
final class AuthCommand implements Runnable {
  @Spec private CommandSpec spec;

  AuthCommand(Shell shell) {}

  /** Reached only where no command below it is named. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "expected a command after 'auth'");
  }
}
