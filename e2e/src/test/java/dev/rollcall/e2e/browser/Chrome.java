package dev.rollcall.e2e.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Gives a test a headless Chromium with a profile of its own, and takes it away afterwards. The
 * browser and its driver are the machine's ({@code -Dbrowser=/path}, {@code -Dbrowser.driver=/path}
 * name others); nothing is downloaded. {@code -Dbrowser=none} leaves the tests out.
 */
public final class Chrome implements ParameterResolver, ExecutionCondition, AfterEachCallback {

  private static final Namespace BROWSERS = Namespace.create(Chrome.class);

  private static final List<String> BINARIES =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium");

  private static final List<String> DRIVERS =
      List.of(
          "/usr/bin/chromedriver",
          "/usr/lib/chromium/chromedriver",
          "/usr/lib/chromium-browser/chromedriver",
          "/usr/local/bin/chromedriver",
          "/opt/homebrew/bin/chromedriver");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return wanted().equals("none")
        ? ConditionEvaluationResult.disabled("-Dbrowser=none leaves the browser tests out")
        : ConditionEvaluationResult.enabled("a browser is wanted");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == JoinPage.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    JoinPage page = new JoinPage(start());
    context.getStore(BROWSERS).put(JoinPage.class, page);
    return page;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    JoinPage page = context.getStore(BROWSERS).remove(JoinPage.class, JoinPage.class);
    if (page != null) {
      page.close();
    }
  }

  private static ChromeDriver start() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(find("browser", wanted(), BINARIES).toFile());
    options.addArguments(
        "--headless=new",
        "--window-size=1200,900",
        "--accept-lang=en-US",
        // The suite is on loopback, and the only site that is opened.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
        "--no-first-run",
        "--disable-component-update",
        "--disable-background-networking",
        "--disable-dev-shm-usage");
    if (System.getProperty("user.name").equals("root")) {
      // Chromium's sandbox needs an ordinary user; continuous integration often is root.
      options.addArguments("--no-sandbox");
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    options.setExperimentalOption("prefs", Map.of("credentials_enable_service", false));
    Path driver =
        find("browser.driver", System.getProperty("browser.driver", ""), DRIVERS).toAbsolutePath();
    return new ChromeDriver(
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.toFile())
            .usingAnyFreePort()
            .build(),
        options);
  }

  private static String wanted() {
    return System.getProperty("browser", "");
  }

  private static Path find(String property, String given, List<String> places) {
    Stream<String> candidates = given.isEmpty() ? places.stream() : Stream.of(given);
    Optional<Path> found = candidates.map(Path::of).filter(Files::isExecutable).findFirst();
    return found.orElseThrow(
        () ->
            new IllegalStateException(
                """
                No Chromium or Chrome with its driver is on this machine (-D%s): the browser tests need both.
                Install them ('apt install chromium chromium-driver', 'brew install --cask chromium chromedriver'),
                name them (-Dbrowser=/path -Dbrowser.driver=/path), or leave the tests out (-Dbrowser=none).\
                """
                    .formatted(property)));
  }
}
