package dev.rollcall.e2e.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;

/** What a person sees of the join page and does there. */
public final class JoinPage implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final ChromeDriver browser;

  JoinPage(ChromeDriver browser) {
    this.browser = browser;
  }

  /** Follows a link, as from a mail. */
  void open(String address) {
    browser.get(address);
  }

  /** Waits for a page with that heading. */
  void awaitHeading(String text) {
    Eventually.holds(() -> assertThat(heading()).isEqualTo(text));
  }

  /** Waits until that is somewhere to be read. */
  void awaitText(String text) {
    Eventually.holds(() -> assertThat(text()).contains(text));
  }

  String heading() {
    return visible("h1").map(JoinPage::textOf).orElse("");
  }

  /** Everything that can be read. */
  String text() {
    return visible("body").map(JoinPage::textOf).orElse("");
  }

  /** Types into the field with that id, in place of what is there. */
  void type(String field, String text) {
    WebElement element = awaitVisible("#" + field);
    element.clear();
    element.sendKeys(text);
  }

  /** Presses the button with that text. */
  void press(String button) {
    Eventually.there("the button " + button, () -> button(button)).click();
  }

  private Optional<WebElement> button(String text) {
    return all("button").stream().filter(each -> textOf(each).equals(text)).findFirst();
  }

  /** What is said about a field. */
  String error(String field) {
    return textOf(browser.findElement(By.id(field + "-error")));
  }

  boolean asksFor(String field) {
    return visible("#" + field).isPresent();
  }

  String attribute(String field, String name) {
    return Optional.ofNullable(browser.findElement(By.id(field)).getDomAttribute(name)).orElse("");
  }

  String value(String field) {
    return Optional.ofNullable(browser.findElement(By.id(field)).getDomProperty("value"))
        .orElse("");
  }

  /** The id of what has the focus, or its text where it has none. */
  String focused() {
    WebElement active = browser.switchTo().activeElement();
    String id = Optional.ofNullable(active.getDomAttribute("id")).orElse("");
    return id.isEmpty() ? textOf(active) : id;
  }

  /** Types whatever has the focus. */
  void keys(CharSequence... keys) {
    browser.switchTo().activeElement().sendKeys(keys);
  }

  /** Goes on with the tabulator until that has the focus. */
  void tabTo(String idOrText) {
    for (int steps = 0; steps < 20; steps++) {
      if (focused().equals(idOrText)) {
        return;
      }
      keys(Keys.TAB);
    }
    throw new AssertionError("the keyboard doesn't reach " + idOrText);
  }

  /** Signs in on Keycloak's page. */
  void signInAtKeycloak(String email, String password) {
    type("username", email);
    type("password", password);
    awaitVisible("#kc-login").click();
  }

  String address() {
    return browser.getCurrentUrl();
  }

  /** What a script of the page would get. */
  Object script(String expression) {
    Object result = browser.executeScript("return " + expression);
    return result == null ? "" : result;
  }

  /** Runs a script that isn't the page's; the page's policy doesn't hold for the driver. */
  void run(String script) {
    browser.executeScript(script);
  }

  /** The same, for a script that answers by calling its last argument. */
  Object scriptAsync(String body) {
    Object result = browser.executeAsyncScript(body);
    return result == null ? "" : result;
  }

  /** What the browser complains about: a breach of the policy, an exception, a failed load. */
  List<String> complaints() {
    return browser.manage().logs().get("browser").getAll().stream()
        .map(LogEntry::getMessage)
        // A refusal of the API is an answer; browsers log its status.
        .filter(message -> !message.contains("Failed to load resource: the server responded with"))
        .toList();
  }

  /** Every message of the browser's network log since it was read last (Chrome DevTools). */
  List<String> network() {
    return browser.manage().logs().get("performance").getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("Network.requestWillBeSent"))
        .toList();
  }

  void offline(boolean off) {
    browser.executeCdpCommand("Network.enable", Map.of());
    browser.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", off, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /** As wide as a phone; 320 px is the narrowest that is promised (WCAG 1.4.10). */
  void narrow(int width, int height) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", true));
  }

  void wide() {
    browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    browser.manage().window().setSize(new Dimension(1200, 900));
  }

  void prefer(String feature, String value) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  /** The languages that the browser asks for, the first one first. */
  void speak(String languages) {
    browser.executeCdpCommand(
        "Emulation.setUserAgentOverride",
        Map.of("userAgent", script("navigator.userAgent"), "acceptLanguage", languages));
  }

  /** A picture in {@code target/screenshots}, for people to look at. */
  void picture(String name) {
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    browser.quit();
  }

  private WebElement awaitVisible(String selector) {
    return Eventually.there(selector, () -> visible(selector));
  }

  private Optional<WebElement> visible(String selector) {
    return all(selector).stream().findFirst();
  }

  private List<WebElement> all(String selector) {
    return browser.findElements(By.cssSelector(selector)).stream()
        .filter(JoinPage::isVisible)
        .toList();
  }

  private static boolean isVisible(WebElement element) {
    try {
      return element.isDisplayed();
    } catch (StaleElementReferenceException | NoSuchElementException gone) {
      return false;
    }
  }

  private static String textOf(WebElement element) {
    try {
      return element.getText().strip();
    } catch (StaleElementReferenceException gone) {
      return "";
    }
  }
}
