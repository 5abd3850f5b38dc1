package dev.rollcall.local.mailbox;

import java.util.List;

/**
 * The mailbox as HTML. Everything in a mail comes from strangers: it is escaped, and an HTML body
 * lives in a sandboxed frame.
 */
final class MailboxPage {

  /**
   * No script anywhere, no picture or style from elsewhere; a sandboxed {@code srcdoc} frame
   * inherits it.
   */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

  private static final String FRAME =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      %s<title>%s</title>
      <style>
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430; }
        table { border-collapse: collapse; width: 100%%; }
        td, th { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #d8dee6; vertical-align: top; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f5f7f9; padding: 1rem; }
        iframe { width: 100%%; height: 36rem; border: 1px solid #d8dee6; background: #fff; }
      </style>
      %s
      </html>
      """;

  private MailboxPage() {}

  /** All mails, in the order given. */
  static String list(List<Message> messages) {
    StringBuilder body = new StringBuilder("<h1>Mailbox</h1>\n");
    if (messages.isEmpty()) {
      body.append("<p>No mail yet. This page looks again every five seconds.</p>");
    } else {
      body.append("<table><tr><th>Received</th><th>To</th><th>Subject</th></tr>\n");
      messages.forEach(message -> body.append(row(message)));
      body.append("</table>");
    }
    return FRAME.formatted("<meta http-equiv=\"refresh\" content=\"5\">\n", "Mailbox", body);
  }

  /** One mail: its text, and its HTML as a mail reader would show it. */
  static String detail(Message message) {
    String body =
        """
        <p><a href="/">All mails</a></p>
        <h1>%s</h1>
        <p>To %s, %s</p>
        %s%s"""
            .formatted(
                escape(message.subject()),
                escape(message.to()),
                message.receivedAt(),
                html(message.html()),
                text(message.text()));
    return FRAME.formatted("", escape(message.subject()), body);
  }

  private static String row(Message message) {
    return "<tr><td>%s</td><td>%s</td><td><a href=\"/messages/%s/page\">%s</a></td></tr>\n"
        .formatted(
            message.receivedAt(),
            escape(message.to()),
            escape(message.id()),
            message.subject().isBlank() ? "(no subject)" : escape(message.subject()));
  }

  /**
   * Without allow-scripts and allow-same-origin; links open in a tab of their own, since the frame
   * may not leave its page.
   */
  private static String html(String html) {
    if (html.isEmpty()) {
      return "";
    }
    return "<iframe title=\"HTML\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\" srcdoc=\"%s\"></iframe>\n"
        .formatted(escape("<base target=\"_blank\">" + html));
  }

  private static String text(String text) {
    return text.isEmpty() ? "" : "<h2>Text</h2>\n<pre>%s</pre>".formatted(escape(text));
  }

  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
