package dev.turnout.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for the files of the repository as a whole. */
class RepositoryTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int LONGEST_FILE = 400;
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

  @Test
  void shouldKeepEverySourceFileUnderFourHundredLines() {
    List<String> tooLong =
        sources().filter(file -> lines(file) >= LONGEST_FILE).map(this::relative).toList();

    assertThat(tooLong).as("files of %s lines or more", LONGEST_FILE).isEmpty();
  }

  @Test
  void shouldMarkEveryMainPackageAsNullMarked() {
    List<String> unmarked =
        sources()
            .filter(file -> !relative(file).contains("/test/") && !generated(file))
            .filter(file -> PACKAGE.matcher(text(file)).find())
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !nullMarked(folder))
            .map(this::relative)
            .toList();

    assertThat(unmarked).as("packages without @NullMarked in package-info.java").isEmpty();
  }

  @Test
  void shouldKeepPackagesInTheFolderOfTheirName() {
    List<String> misplaced =
        sources()
            .filter(
                file -> {
                  Matcher matcher = PACKAGE.matcher(text(file));
                  return matcher.find()
                      && !file.getParent().endsWith(matcher.group(1).replace('.', '/'));
                })
            .map(this::relative)
            .toList();

    assertThat(misplaced).isEmpty();
  }

  @Test
  void shouldLinkOnlyToFilesThatExist() {
    List<String> broken = documents().flatMap(this::brokenLinks).toList();

    assertThat(broken).as("links in the documents that lead nowhere").isEmpty();
  }

  @Test
  void shouldSayInOneLineWhyEachDependencyIsThere() {
    String reasons = text(ROOT.resolve("docs/dependencies.md"));
    List<String> missing =
        Stream.of("schemas", "orchestrator", "client", "agents", "src")
            .map(module -> text(ROOT.resolve(module).resolve("pom.xml")))
            .flatMap(pom -> artifacts(pom).stream())
            .distinct()
            .filter(artifact -> !artifact.startsWith("turnout") && !reasons.contains(artifact))
            .toList();

    assertThat(missing).as("dependencies without a line in docs/dependencies.md").isEmpty();
  }

  private static List<String> artifacts(String pom) {
    return Pattern.compile("<dependency>\\s*<groupId>[^<]+</groupId>\\s*<artifactId>([^<]+)<")
        .matcher(pom)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  private Stream<String> brokenLinks(Path document) {
    return LINK.matcher(text(document))
        .results()
        .map(result -> result.group(1).trim())
        .filter(target -> !target.startsWith("//") && !target.startsWith("http"))
        .filter(target -> !Files.exists(document.getParent().resolve(target)))
        .map(target -> relative(document) + " -> " + target);
  }

  private static boolean nullMarked(Path folder) {
    Path info = folder.resolve("package-info.java");
    return Files.exists(info) && text(info).contains("@NullMarked");
  }

  private static boolean generated(Path file) {
    return file.toString().contains("/target/");
  }

  private Stream<Path> sources() {
    return files(".java");
  }

  private Stream<Path> documents() {
    return files(".md");
  }

  private static Stream<Path> files(String ending) {
    try (Stream<Path> walk = Files.walk(ROOT)) {
      return walk
          .filter(path -> path.toString().endsWith(ending))
          .filter(path -> !path.toString().contains("/target/"))
          .filter(path -> !path.toString().contains("/.git/"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String relative(Path path) {
    return ROOT.relativize(path).toString();
  }

  private static long lines(Path file) {
    return text(file).lines().count();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
