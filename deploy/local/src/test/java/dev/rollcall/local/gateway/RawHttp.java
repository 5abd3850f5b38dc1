package dev.rollcall.local.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Sends bytes as they are: HTTP clients tidy paths and headers before anybody sees them. */
final class RawHttp {

  private RawHttp() {}

  /**
   * The whole answer to {@code head} (without the closing empty line) and {@code body}, read until
   * the server closes.
   */
  static String send(int port, String head, byte[] body) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(
          (head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      request.writeBytes(body);
      socket.getOutputStream().write(request.toByteArray());
      return read(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String get(int port, String path) {
    return send(port, "GET " + path + " HTTP/1.1\r\nHost: localhost", new byte[0]);
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      in.transferTo(answer);
    } catch (SocketException closedHard) {
      // What arrived before the reset is the answer.
    }
    return answer.toString(StandardCharsets.UTF_8);
  }
}
