package dev.turnout.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a window, where it is installed. */
public final class Browser implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String AXE = "/META-INF/maven/org.webjars.npm/axe-core/pom.properties";

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Opens one; empty where there is none, which is printed. */
  public static Optional<Browser> open() {
    Optional<Path> browser = program("chromium");
    Optional<Path> server = program("chromedriver");
    if (browser.isEmpty() || server.isEmpty()) {
      System.out.println(
          "[browser] chromium and chromedriver are not installed (.ci/with-browser installs them), so the tests of the dashboard did not run");
      return Optional.empty();
    }
    return Optional.of(new Browser(driver(browser.get(), server.get())));
  }

  private static ChromeDriver driver(Path browser, Path server) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(server.toFile())
            .usingAnyFreePort()
            .build();
    return new ChromeDriver(service, options);
  }

  private static Optional<Path> program(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public Browser size(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
    return this;
  }

  /** Light or dark, as the system would say. */
  public Browser theme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    return this;
  }

  public Browser go(String url) {
    driver.get(url);
    return this;
  }

  /** Waits until an element is there, and has this text in it. */
  public Browser await(String css, String text) {
    try {
      waiting().until(() -> has(css, text));
      return this;
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "Expected '%s' in %s, but the page says:%n%s%n%s"
              .formatted(text, css, driver.findElement(By.tagName("body")).getText(), console()),
          e);
    }
  }

  private boolean has(String css, String text) {
    try {
      return driver.findElements(By.cssSelector(css)).stream()
          .anyMatch(element -> element.getText().contains(text));
    } catch (StaleElementReferenceException drawnAgain) {
      return false;
    }
  }

  /** Clicks what says this as soon as it is there. */
  public Browser click(String css, String text) {
    await(css, text);
    waiting()
        .ignoreException(StaleElementReferenceException.class)
        .until(
            () -> {
              driver.findElements(By.cssSelector(css)).stream()
                  .filter(element -> element.getText().contains(text))
                  .findFirst()
                  .orElseThrow()
                  .click();
              return true;
            });
    return this;
  }

  /** Replaces what stands in a field, all at once as pasting does. */
  public Browser fill(String css, String text) {
    driver.executeScript(
        """
        const field = document.querySelector(arguments[0]);
        field.value = arguments[1];
        field.dispatchEvent(new Event('input', {bubbles: true}));
        """,
        css,
        text);
    return this;
  }

  /** Presses keys, wherever the focus is. */
  public Browser press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
    return this;
  }

  public int count(String css) {
    return driver.findElements(By.cssSelector(css)).size();
  }

  /** The name that a screen reader would say of what has the focus. */
  public String focused() {
    return driver.switchTo().activeElement().getAccessibleName();
  }

  public Browser screenshot(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By how many pixels the page is wider than its window. */
  public long overflow() {
    Object width =
        driver.executeScript(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    return ((Number) width).longValue();
  }

  /** What the browser complained of since it was asked last: refused scripts, failed requests. */
  public List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Where the page fails those who see or move differently: what axe-core finds. */
  public List<String> barriers() {
    driver.executeScript(axe());
    Object found =
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run().then(result => done(result.violations.flatMap(rule =>
              rule.nodes.map(node => rule.id + ': ' + node.html + ' ' + node.failureSummary))));
            """);
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  private static String axe() {
    try (InputStream about = Browser.class.getResourceAsStream(AXE)) {
      Properties properties = new Properties();
      properties.load(about);
      String file =
          "/META-INF/resources/webjars/axe-core/%s/axe.min.js"
              .formatted(properties.getProperty("version"));
      try (InputStream script = Browser.class.getResourceAsStream(file)) {
        return new String(script.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ConditionFactory waiting() {
    return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(100)).pollInSameThread();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
