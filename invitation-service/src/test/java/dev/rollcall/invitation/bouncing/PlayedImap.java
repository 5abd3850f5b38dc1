package dev.rollcall.invitation.bouncing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/** In front of a real IMAP server: hears every command, and answers some of them itself. */
final class PlayedImap implements AutoCloseable {

  private final int upstream;
  private final ServerSocket socket;
  private final Map<Pattern, String> answers = new LinkedHashMap<>();
  private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();

  PlayedImap(int upstream) throws IOException {
    this.upstream = upstream;
    this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Commands like that are answered with NO. */
  PlayedImap refusing(String command) {
    return answering(command, "%s NO [OVERQUOTA] not today");
  }

  /** Commands like that are answered so; {@code %s} is the command's tag. */
  PlayedImap answering(String command, String answer) {
    answers.put(Pattern.compile("(?i)" + command), answer);
    return this;
  }

  /** Commands like that, without their tags. */
  List<String> heard(String command) {
    Pattern wanted = Pattern.compile("(?i)" + command);
    return heard.stream().filter(line -> wanted.matcher(line).find()).toList();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), upstream);
        Thread.ofVirtual().start(() -> speak(client, server));
        Thread.ofVirtual().start(() -> listen(client, server));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void speak(Socket client, Socket server) {
    try (client) {
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException closed) {
      // One of them hung up.
    }
  }

  private void listen(Socket client, Socket server) {
    try (server;
        var lines =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        answer(line, client, server);
      }
    } catch (IOException closed) {
      // One of them hung up.
    }
  }

  private void answer(String line, Socket client, Socket server) throws IOException {
    String[] tagged = line.split(" ", 2);
    String command = tagged[tagged.length - 1];
    heard.add(command);
    for (Map.Entry<Pattern, String> played : answers.entrySet()) {
      if (played.getKey().matcher(command).find()) {
        write(client.getOutputStream(), played.getValue().formatted(tagged[0]));
        return;
      }
    }
    write(server.getOutputStream(), line);
  }

  private static void write(OutputStream to, String lines) throws IOException {
    to.write((lines + "\r\n").getBytes(StandardCharsets.US_ASCII));
    to.flush();
  }
}
