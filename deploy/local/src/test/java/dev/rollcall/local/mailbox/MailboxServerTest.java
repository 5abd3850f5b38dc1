package dev.rollcall.local.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.server.MailServer;
import dev.rollcall.platform.test.server.Ports;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MailboxServerTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final MailServer MAILS = new MailServer(Ports.free(), Ports.free());
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    MAILS.start();
    port =
        new MailboxServer(VERTX, MAILS)
            .listen(0)
            .toCompletionStage()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS)
            .actualPort();
  }

  @AfterAll
  static void stop() {
    MAILS.close();
    VERTX.close();
  }

  @BeforeEach
  void clear() {
    MAILS.clear();
  }

  @Test
  @DisplayName("GET /messages/count counts the mails since they were cleared")
  void counts() throws Exception {
    mail("ann@acme.test", "one", "text", "<p>html</p>");
    mail("bob@acme.test", "two", "text", "<p>html</p>");

    assertThat(new JsonObject(get("/messages/count").body()).getInteger("count")).isEqualTo(2);

    MAILS.clear();
    assertThat(new JsonObject(get("/messages/count").body()).getInteger("count")).isZero();
  }

  @Test
  @DisplayName("GET /messages?to= gives the mails of one address, whatever its case, as JSON")
  void messagesOfOneAddress() throws Exception {
    mail("Ann <ann@acme.test>", "Välkommen", "Grüße", "<p>Grüße</p>");
    mail("bob@acme.test", "other", "text", "<p>html</p>");

    JsonArray messages = new JsonArray(get("/messages?to=ANN@acme.test").body());

    assertThat(messages).hasSize(1);
    JsonObject message = messages.getJsonObject(0);
    assertThat(message.getString("to")).isEqualTo("ann@acme.test");
    assertThat(message.getString("subject")).isEqualTo("Välkommen");
    assertThat(message.getString("text").strip()).isEqualTo("Grüße");
    assertThat(message.getString("html").strip()).isEqualTo("<p>Grüße</p>");
    assertThat(Instant.parse(message.getString("receivedAt")))
        .isAfter(Instant.now().minusSeconds(3600));
    assertThat(message.getString("id")).isNotBlank();
  }

  @Test
  @DisplayName("GET /messages?to= takes an international domain in Unicode and in ASCII")
  void internationalDomain() throws Exception {
    mail("ann@xn--bcher-kva.test", "Hello", "text", "<p>html</p>");

    assertThat(new JsonArray(get("/messages?to=ann%40b%C3%BCcher.test").body())).hasSize(1);
    assertThat(new JsonArray(get("/messages?to=ann%40xn--bcher-kva.test").body())).hasSize(1);
  }

  @Test
  @DisplayName("Without an address all mails are listed, oldest first; DELETE forgets them")
  void allMessages() throws Exception {
    mail("ann@acme.test", "first", "1", "");
    mail("bob@acme.test", "second", "2", "");

    JsonArray before = new JsonArray(get("/messages").body());
    HttpResponse<Void> deleted =
        CLIENT.send(request("/messages").DELETE().build(), BodyHandlers.discarding());

    assertThat(before.stream().map(each -> ((JsonObject) each).getString("subject")).toList())
        .containsExactly("first", "second");
    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(get("/messages").body()).isEqualTo("[]");
  }

  @Test
  @DisplayName("The list escapes what strangers wrote")
  void listEscapes() throws Exception {
    mail("ann@acme.test", "<script>alert('x')</script>\"&", "t", "");

    String page = get("/").body();

    assertThat(page)
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;")
        .doesNotContain("<script");
  }

  @Test
  @DisplayName("A mail's HTML is shown in a sandboxed frame, under a policy without scripts")
  void htmlIsSandboxed() throws Exception {
    mail("ann@acme.test", "s", "</pre><script>alert(1)</script>", "\"><script>alert(2)</script>");
    String id = new JsonArray(get("/messages").body()).getJsonObject(0).getString("id");

    HttpResponse<String> page = get("/messages/" + id + "/page");

    assertThat(page.body())
        .contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\"")
        .contains("srcdoc=\"&lt;base target=&quot;_blank&quot;&gt;&quot;&gt;&lt;script&gt;alert(2)")
        .doesNotContain("<script");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .startsWith("default-src 'none'")
        .doesNotContain("script-src");
  }

  @Test
  @DisplayName("Unknown pages and mails are 404, other methods 405")
  void unknown() throws Exception {
    assertThat(get("/messages/00ff/page").statusCode()).isEqualTo(404);
    assertThat(get("/other").statusCode()).isEqualTo(404);
    assertThat(
            CLIENT
                .send(
                    request("/messages").POST(HttpRequest.BodyPublishers.noBody()).build(),
                    BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(405);
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(request(path).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  private static void mail(String to, String subject, String text, String html) throws Exception {
    Properties settings = new Properties();
    settings.setProperty("mail.smtp.host", Ports.HOST);
    settings.setProperty("mail.smtp.port", String.valueOf(MAILS.smtpPort()));
    MimeMessage mail = new MimeMessage(Session.getInstance(settings));
    mail.setFrom("rollcall@rollcall.test");
    mail.setRecipients(RecipientType.TO, InternetAddress.parse(to));
    mail.setSubject(subject, "UTF-8");
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(text, "UTF-8");
    MimeBodyPart rich = new MimeBodyPart();
    rich.setText(html, "UTF-8", "html");
    mail.setContent(
        html.isEmpty()
            ? new MimeMultipart("alternative", plain)
            : new MimeMultipart("alternative", plain, rich));
    Transport.send(mail);
  }
}
