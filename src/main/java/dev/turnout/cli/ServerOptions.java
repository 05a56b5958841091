package dev.turnout.cli;

import dev.turnout.control.http.ApiAddress;
import dev.turnout.output.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the HTTP API is, and how one comes in. */
final class ServerOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "Speak to the HTTP API of any orchestrator, such as https://turnout.example.com, instead of"
              + " the bus. Else TURNOUT_SERVER, if no option names a bus.")
  private @Nullable String server;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File whose first line is the token to log in with. Else TURNOUT_TOKEN.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "The token itself. Everybody on this machine can see it in the list of processes: rather use"
              + " the file or the variable.")
  private @Nullable String token;

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      description =
          "Certificates in PEM, of which one has signed the server's. Else TURNOUT_CACERT, then what"
              + " Java trusts.")
  private @Nullable Path authority;

  /** Whether an option says that it shall be the API. */
  boolean isGiven() {
    return server != null;
  }

  /**
   * The API that is meant; empty if it is the bus.
   *
   * @param busGiven whether an option names a bus
   */
  Optional<ApiAddress> address(Map<String, String> environment, boolean busGiven) {
    Optional<String> url =
        Optional.ofNullable(server)
            .or(() -> busGiven ? Optional.empty() : variable(environment, "TURNOUT_SERVER"));
    if (url.isEmpty() && (token != null || tokenFile != null || authority != null)) {
      throw Failure.invalid(
          "Expected --server beside --token, --token-file and --cacert (write --server https://turnout.example.com, or leave them out: the bus is set up by --command-config)");
    }
    return url.map(
        known ->
            ApiAddress.of(
                known,
                token(environment),
                Optional.ofNullable(authority)
                    .or(() -> variable(environment, "TURNOUT_CACERT").map(Path::of))));
  }

  private Optional<String> token(Map<String, String> environment) {
    if (token != null && tokenFile != null) {
      throw Failure.invalid("Expected --token-file or --token, but got both (remove one)");
    }
    return Optional.ofNullable(token)
        .or(() -> Optional.ofNullable(tokenFile).map(ServerOptions::firstLine))
        .or(() -> variable(environment, "TURNOUT_TOKEN"))
        .map(String::strip);
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (NoSuchFileException e) {
      throw Failure.invalid("--token-file: Expected the file %s, but there is none", file);
    } catch (IOException e) {
      throw Failure.unreadable("the file of --token-file", e);
    }
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
