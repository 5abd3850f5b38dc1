package dev.rollcall.local.mailbox;

import dev.rollcall.platform.test.server.MailServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shows what {@link MailServer} has taken: {@code /} for people; for programs {@code GET
 * /messages?to=} (JSON, oldest first), {@code GET /messages/count} and {@code DELETE /messages}.
 */
public final class MailboxServer {

  private static final Pattern PAGE = Pattern.compile("/messages/([0-9a-f]+)/page");

  private final Vertx vertx;
  private final MailServer mails;

  public MailboxServer(Vertx vertx, MailServer mails) {
    this.vertx = vertx;
    this.mails = mails;
  }

  /** Listens on loopback; port 0 takes a free one. */
  public Future<HttpServer> listen(int port) {
    HttpServerOptions options = new HttpServerOptions().setHost("localhost").setPort(port);
    return vertx.createHttpServer(options).requestHandler(this::handle).listen();
  }

  private void handle(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.DELETE) && request.path().equals("/messages")) {
      clear(request);
    } else if (!request.method().equals(HttpMethod.GET)
        && !request.method().equals(HttpMethod.HEAD)) {
      request.response().setStatusCode(405).putHeader(HttpHeaders.ALLOW, "GET, HEAD, DELETE").end();
    } else {
      read(request);
    }
  }

  private void clear(HttpServerRequest request) {
    // Any page on this machine's browser could ask for it with a form otherwise; DELETE needs a
    // preflight, which is not answered.
    mails.clear();
    request.response().setStatusCode(204).end();
  }

  private void read(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    Matcher page = PAGE.matcher(request.path());
    if (request.path().equals("/")) {
      html(response, MailboxPage.list(messages(null).reversed()));
    } else if (request.path().equals("/messages")) {
      JsonArray answer = new JsonArray();
      messages(request.getParam("to")).forEach(message -> answer.add(json(message)));
      response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(answer.toBuffer());
    } else if (request.path().equals("/messages/count")) {
      // For whoever waits for a thousand mails: reading them all each time would be the load
      // itself.
      JsonObject answer = new JsonObject().put("count", mails.count());
      response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(answer.toBuffer());
    } else if (page.matches()) {
      Optional<Message> message =
          messages(null).stream().filter(each -> each.id().equals(page.group(1))).findFirst();
      message.ifPresentOrElse(
          found -> html(response, MailboxPage.detail(found)),
          () -> response.setStatusCode(404).end());
    } else {
      response.setStatusCode(404).end();
    }
  }

  private List<Message> messages(@Nullable String to) {
    List<MimeMessage> all = mails.received();
    return all.stream()
        .filter(mail -> to == null || Message.isTo(mail, to))
        .map(Message::of)
        .toList();
  }

  private static void html(HttpServerResponse response, String page) {
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader("Content-Security-Policy", MailboxPage.CONTENT_SECURITY_POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .end(page);
  }

  private static JsonObject json(Message message) {
    return new JsonObject()
        .put("id", message.id())
        .put("to", message.to())
        .put("subject", message.subject())
        .put("text", message.text())
        .put("html", message.html())
        .put("receivedAt", message.receivedAt().toString());
  }
}
