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
import java.util.Locale;
import java.util.Map;

/**
 * A mail server (RFC 5321) that refuses every recipient called {@code nobody…}, {@code full…} or
 * {@code disabled…} for good, us for those called {@code policy…}, the mail for those called {@code
 * spam…}, and those called {@code busy…} until it is told to take them.
 */
public class RefusingMailServer implements QuarkusTestResourceLifecycleManager {

  private static final String WELCOME = "rollcall.test.welcome-recipient";
  private static final String TAKEN = "rollcall.test.message-ids";

  private final ServerSocket server;

  public RefusingMailServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @Override
  public Map<String, String> start() {
    Thread.ofPlatform().daemon().name("refusing-mail-server").start(this::serve);
    return Map.of(
        "quarkus.mailer.mock", "false",
        "quarkus.mailer.host", "127.0.0.1",
        "quarkus.mailer.port", Integer.toString(server.getLocalPort()),
        "quarkus.mailer.start-tls", "DISABLED");
  }

  /** The Message-ID lines of what was taken; tests live in another class loader. */
  static String messageIds() {
    return System.getProperty(TAKEN, "");
  }

  /** From now on that busy recipient gets mail. */
  static void welcome(String email) {
    System.setProperty(WELCOME, email.toUpperCase(Locale.ROOT));
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
        Thread.ofPlatform().daemon().start(() -> talk(client));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static void talk(Socket client) {
    try (client;
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
      say(client, "220 refusing.test");
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

  private static String answer(String line, BufferedReader in) throws IOException {
    String command = line.toUpperCase(Locale.ROOT);
    if (command.startsWith("RCPT TO:<NOBODY")) {
      return "550 5.1.1 no such mailbox";
    }
    if (command.startsWith("RCPT TO:<FULL")) {
      return "552 5.2.2 mailbox full";
    }
    if (command.startsWith("RCPT TO:<DISABLED")) {
      return "554 5.2.1 mailbox disabled";
    }
    if (command.startsWith("RCPT TO:<POLICY")) {
      return "550 5.1.8 bad sender's system address";
    }
    if (command.startsWith("RCPT TO:<BUSY")
        && !command.contains(System.getProperty(WELCOME, "nobody yet"))) {
      return "451 4.3.0 try again later";
    }
    if (command.equals("DATA")) {
      return "354 go on";
    }
    if (command.equals("QUIT")) {
      return "221 bye";
    }
    if (command.contains(":") && !command.startsWith("MAIL") && !command.startsWith("RCPT")) {
      return message(line, in);
    }
    return "250 fine";
  }

  private static String message(String first, BufferedReader in) throws IOException {
    String line = first;
    String answer = "250 taken";
    while (line != null && !line.equals(".")) {
      if (line.startsWith("To: spam")) {
        answer = "554 5.7.1 looks like spam";
      }
      if (line.startsWith("Message-ID:")) {
        System.setProperty(TAKEN, System.getProperty(TAKEN, "") + line);
      }
      line = in.readLine();
    }
    return answer;
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    client.getOutputStream().flush();
  }
}
