package dev.rollcall.e2e.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.server.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test a page of a headless Chromium with a profile of its own, and takes it away
 * afterwards; one browser serves all tests. It is the one that {@code ./rollcall browser} names:
 * the machine's, or else one that is fetched once. {@code -Dbrowser=/path} names another, {@code
 * -Dbrowser=none} leaves the tests out.
 */
public final class Chrome implements ParameterResolver, ExecutionCondition, AfterEachCallback {

  private static final Namespace BROWSERS = Namespace.create(Chrome.class);
  private static final double SOON_MILLIS = (double) Eventually.SOON.toMillis();

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
    Running running =
        context
            .getRoot()
            .getStore(BROWSERS)
            .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
    JoinPage page = new JoinPage(running.profile());
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

  private static String wanted() {
    return System.getProperty("browser", "");
  }

  /** The browser of all tests, and Playwright's process that drives it. */
  private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

    static Running start() {
      Path program = Path.of(wanted().isEmpty() ? named() : wanted());
      Playwright playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      PlaywrightAssertions.setDefaultAssertionTimeout(SOON_MILLIS);
      return new Running(playwright, playwright.chromium().launch(options(program)));
    }

    BrowserContext profile() {
      BrowserContext profile =
          browser.newContext(
              new Browser.NewContextOptions()
                  // As large as the window, so that a page may be emulated narrower.
                  .setViewportSize(null)
                  .setLocale("en-US"));
      profile.setDefaultTimeout(SOON_MILLIS);
      return profile;
    }

    private static BrowserType.LaunchOptions options(Path program) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "--window-size=1200,900",
                  // The suite is on loopback, and the only site that is opened.
                  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
                  "--disable-quic"));
      Map<String, String> environment = new HashMap<>(System.getenv());
      boolean fetched = Files.exists(program.resolveSibling("fonts.conf"));
      if (fetched) {
        arguments.addAll(
            List.of(
                "--no-zygote",
                "--in-process-gpu",
                "--use-gl=angle",
                "--use-angle=swiftshader",
                "--enable-unsafe-swiftshader"));
        environment.put("LD_LIBRARY_PATH", program.resolveSibling("lib").toString());
        environment.put("FONTCONFIG_FILE", program.resolveSibling("fonts.conf").toString());
      }
      return new BrowserType.LaunchOptions()
          .setExecutablePath(program)
          .setArgs(arguments)
          .setEnv(environment)
          // Chromium's sandbox needs an ordinary user; continuous integration often is root.
          .setChromiumSandbox(!fetched && !System.getProperty("user.name").equals("root"));
    }

    /** Asks the one that knows where browsers are, and fetches one where there is none. */
    private static String named() {
      try {
        Process script =
            new ProcessBuilder(Places.root().resolve("rollcall").toString(), "browser")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String path =
            new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (script.waitFor() != 0) {
          throw new IllegalStateException("./rollcall browser found none; see what it says above");
        }
        return path;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while looking for a browser", e);
      }
    }

    @Override
    public void close() {
      browser.close();
      playwright.close();
    }
  }
}
