package dev.rollcall.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a person sees of the join page and does there. */
public final class JoinPage implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final BrowserContext profile;
  private final Page page;
  private final CDPSession devTools;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();

  JoinPage(BrowserContext profile) {
    this.profile = profile;
    this.page = profile.newPage();
    this.devTools = profile.newCDPSession(page);
    page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
    page.onPageError(complaints::add);
    devTools.on("Network.requestWillBeSent", event -> sent.add(address(event)));
    devTools.on("Network.requestWillBeSentExtraInfo", event -> sent.addAll(headers(event)));
    devTools.send("Network.enable");
  }

  /** Follows a link, as from a mail. */
  void open(String address) {
    page.navigate(address);
  }

  /** Waits for a page with that heading. */
  void awaitHeading(String text) {
    assertThat(page.locator("h1:visible"))
        .hasText(text, new LocatorAssertions.HasTextOptions().setUseInnerText(true));
  }

  /** Waits until that is somewhere to be read. */
  void awaitText(String text) {
    assertThat(page.locator("body"))
        .containsText(text, new LocatorAssertions.ContainsTextOptions().setUseInnerText(true));
  }

  String heading() {
    return page.locator("h1:visible").innerText().strip();
  }

  /** Everything that can be read. */
  String text() {
    return page.locator("body").innerText();
  }

  /** Types into the field with that id, in place of what is there. */
  void type(String field, String text) {
    field(field).fill(text);
  }

  /** Presses the button with that text. */
  void press(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  /** Follows the link with that text in it. */
  void follow(String link) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).click();
  }

  /** What is said about a field. */
  String error(String field) {
    return field(field + "-error").innerText().strip();
  }

  boolean asksFor(String field) {
    return field(field).isVisible();
  }

  String attribute(String field, String name) {
    String value = field(field).getAttribute(name);
    return value == null ? "" : value;
  }

  String value(String field) {
    return field(field).inputValue();
  }

  private Locator field(String id) {
    return page.locator("#" + id);
  }

  /** The id of what has the focus, or its text where it has none. */
  String focused() {
    return script("document.activeElement.id || document.activeElement.innerText.trim()")
        .toString();
  }

  /** Types into whatever has the focus. */
  void keys(String text) {
    page.keyboard().type(text);
  }

  /** Presses a key of that name, such as {@code Enter}. */
  void key(String name) {
    page.keyboard().press(name);
  }

  /** Goes on with the tabulator until that has the focus. */
  void tabTo(String idOrText) {
    for (int steps = 0; steps < 20; steps++) {
      if (focused().equals(idOrText)) {
        return;
      }
      key("Tab");
    }
    throw new AssertionError("the keyboard doesn't reach " + idOrText);
  }

  /** Signs in on Keycloak's page. */
  void signInAtKeycloak(String email, String password) {
    type("username", email);
    type("password", password);
    page.locator("#kc-login").click();
  }

  String address() {
    return page.url();
  }

  /**
   * What a script gets that isn't the page's; the page's policy doesn't hold for the driver. Waits
   * where it answers with a promise.
   */
  Object script(String expression) {
    Object result = page.evaluate(expression);
    return result == null ? "" : result;
  }

  /** What the browser complains about: a breach of the policy, an exception, a failed load. */
  List<String> complaints() {
    settle();
    return complaints.stream()
        // A refusal of the API is an answer; browsers log its status.
        .filter(message -> !message.contains("Failed to load resource: the server responded with"))
        .toList();
  }

  /**
   * The address of every request until now, and its headers as they were on the wire: the browser
   * tells both, and names in the former a referrer that it doesn't send. Never a body.
   */
  List<String> sent() {
    settle();
    return List.copyOf(sent);
  }

  /** Events come while the driver is asked something; those that have happened come before. */
  private void settle() {
    devTools.send("Network.enable");
    script("0");
  }

  private static String address(JsonObject event) {
    return event.getAsJsonObject("request").get("url").getAsString();
  }

  private static List<String> headers(JsonObject event) {
    Map<String, JsonElement> headers = event.getAsJsonObject("headers").asMap();
    return headers.entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue().getAsString())
        .toList();
  }

  void offline(boolean off) {
    profile.setOffline(off);
  }

  /** As wide as a phone; 320 px is the narrowest that is promised (WCAG 1.4.10). */
  void narrow(int width, int height) {
    JsonObject phone = new JsonObject();
    phone.addProperty("width", width);
    phone.addProperty("height", height);
    phone.addProperty("deviceScaleFactor", 2);
    phone.addProperty("mobile", true);
    devTools.send("Emulation.setDeviceMetricsOverride", phone);
  }

  void wide() {
    devTools.send("Emulation.clearDeviceMetricsOverride");
  }

  void prefer(ColorScheme scheme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
  }

  /** The languages that the browser asks for, the first one first. */
  void speak(String languages) {
    JsonObject override = new JsonObject();
    override.addProperty("userAgent", script("navigator.userAgent").toString());
    override.addProperty("acceptLanguage", languages);
    devTools.send("Emulation.setUserAgentOverride", override);
  }

  /** A picture in {@code target/screenshots}, for people to look at. */
  void picture(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  @Override
  public void close() {
    profile.close();
  }
}
