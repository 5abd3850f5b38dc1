package dev.rollcall.platform.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** HTTP/1.1 as it is written, which well-behaved clients don't let a test write. */
public final class RawHttp {

  private static final int PATIENCE_MILLIS = 60_000;

  private RawHttp() {}

  /**
   * An answer.
   *
   * @param headers by lower-case name, the lines in their order
   * @param body as it came, chunks included
   */
  public record Reply(int status, Map<String, List<String>> headers, String body) {

    /** The lines of that header, joined; empty where there is none. */
    public String header(String name) {
      return String.join(", ", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }

    /** Whether it is a problem document with that status and code. */
    public boolean isProblem(int expected, String code) {
      return status == expected
          && header("Content-Type").equals("application/problem+json")
          && body.contains("\"code\":\"" + code + "\"");
    }

    @Override
    public String toString() {
      return status + " " + headers + " " + body.substring(0, Math.min(200, body.length()));
    }
  }

  /** The answer to a request with these header lines, on a connection of its own. */
  public static Reply send(
      URI server, String verb, String target, List<String> headerLines, String body) {
    var request = new StringBuilder(verb + " " + target + " HTTP/1.1\r\n");
    request.append("Host: ").append(server.getHost()).append("\r\nConnection: close\r\n");
    headerLines.forEach(line -> request.append(line).append("\r\n"));
    if (!body.isEmpty()) {
      request.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    return send(server, request.append("\r\n").append(body).toString());
  }

  /** The same for a whole request, in ISO 8859-1; it must make the server close the connection. */
  public static Reply send(URI server, String request) {
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return read(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no answer to " + request.lines().findFirst().orElseThrow(), e);
    }
  }

  private static Reply read(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IllegalStateException("not an answer: " + answer);
    }
    List<String> lines = answer.substring(0, end).lines().toList();
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    int status = Integer.parseInt(lines.getFirst().split(" ", 3)[1]);
    return new Reply(status, headers, answer.substring(end + 4));
  }
}
