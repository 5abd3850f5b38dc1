package dev.rollcall.invitation;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mail server (RFC 5321) on loopback that takes everything, as far as a test doesn't say else.
 */
abstract class PlayedMailServer implements QuarkusTestResourceLifecycleManager {

  private static final String TAKEN = "rollcall.test.message-ids";

  private final ServerSocket server;
  private final AtomicInteger clients = new AtomicInteger();

  PlayedMailServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** The Message-ID lines of what was taken; tests live in another class loader. */
  static String messageIds() {
    return System.getProperty(TAKEN, "");
  }

  /**
   * Whether that client is greeted; one that isn't waits in vain.
   *
   * @param client the first one is 1
   */
  boolean greets(int client) {
    return true;
  }

  /** The answer to a recipient's RCPT, in upper case. */
  String recipient(String command) {
    return "250 fine";
  }

  /**
   * The answer to the end of the data.
   *
   * @param to the message's To line
   */
  String taken(String to) {
    return "250 taken";
  }

  @Override
  public Map<String, String> start() {
    Thread.ofPlatform().daemon().name("played-mail-server").start(this::serve);
    return new HashMap<>(
        Map.of(
            "quarkus.mailer.mock", "false",
            "quarkus.mailer.host", "127.0.0.1",
            "quarkus.mailer.port", Integer.toString(server.getLocalPort()),
            "quarkus.mailer.start-tls", "DISABLED"));
  }

  @Override
  public void stop() {
    try {
      server.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void serve() {
    try {
      while (!server.isClosed()) {
        Socket client = server.accept();
        boolean greeted = greets(clients.incrementAndGet());
        Thread.ofPlatform().daemon().start(() -> talk(client, greeted));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void talk(Socket client, boolean greeted) {
    try (client;
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
      if (greeted) {
        say(client, "220 played.test");
      }
      String line = in.readLine();
      while (line != null) {
        say(client, answer(line, in));
        // After its answer to QUIT the server closes (RFC 5321 §4.1.1.10).
        line = line.equalsIgnoreCase("QUIT") ? null : in.readLine();
      }
    } catch (IOException gone) {
      // The client hung up.
    }
  }

  private String answer(String line, BufferedReader in) throws IOException {
    String command = line.toUpperCase(Locale.ROOT);
    if (command.startsWith("RCPT")) {
      return recipient(command);
    }
    if (command.equals("DATA")) {
      return "354 go on";
    }
    if (command.equals("QUIT")) {
      return "221 bye";
    }
    return command.contains(":") && !command.startsWith("MAIL") ? message(line, in) : "250 fine";
  }

  private String message(String first, BufferedReader in) throws IOException {
    String line = first;
    String to = "";
    while (line != null && !line.equals(".")) {
      if (line.startsWith("To:")) {
        to = line;
      }
      if (line.startsWith("Message-ID:")) {
        note(line);
      }
      line = in.readLine();
    }
    return taken(to);
  }

  /** Mails come side by side. */
  private static synchronized void note(String messageId) {
    System.setProperty(TAKEN, messageIds() + messageId);
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    client.getOutputStream().flush();
  }
}
