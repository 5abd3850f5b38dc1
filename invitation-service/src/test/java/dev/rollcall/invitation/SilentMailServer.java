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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mail server (RFC 5321) that never greets as many clients as the service has connections, and
 * greets those that come after. It takes its time over the end of the data, though less than it may
 * be silent.
 */
public class SilentMailServer implements QuarkusTestResourceLifecycleManager {

  /** {@code quarkus.mailer.max-pool-size} of the service. */
  private static final int POOL = 4;

  private static final String TAKEN = "rollcall.test.silent-mail-server.message-ids";

  private final ServerSocket server;
  private final AtomicInteger clients = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);

  public SilentMailServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @Override
  public Map<String, String> start() {
    Thread.ofPlatform().daemon().name("silent-mail-server").start(this::serve);
    return Map.of(
        "quarkus.mailer.mock", "false",
        "quarkus.mailer.host", "127.0.0.1",
        "quarkus.mailer.port", Integer.toString(server.getLocalPort()),
        "quarkus.mailer.start-tls", "DISABLED",
        "rollcall.invitation.mail-timeout", "3s");
  }

  /** The Message-ID lines of what was taken; tests live in another class loader. */
  static String messageIds() {
    return System.getProperty(TAKEN, "");
  }

  @Override
  public void stop() {
    over.countDown();
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
        boolean greeted = clients.incrementAndGet() > POOL;
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
        say(client, "220 silent.test");
      }
      String line = in.readLine();
      while (line != null) {
        say(client, answer(line, in));
        line = line.equalsIgnoreCase("QUIT") ? null : in.readLine();
      }
    } catch (IOException gone) {
      // The client hung up.
    }
  }

  private String answer(String line, BufferedReader in) throws IOException {
    String command = line.toUpperCase(Locale.ROOT);
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

  private String message(String first, BufferedReader in) throws IOException {
    String line = first;
    while (line != null && !line.equals(".")) {
      if (line.startsWith("Message-ID:")) {
        System.setProperty(TAKEN, messageIds() + line);
      }
      line = in.readLine();
    }
    takeTime();
    return "250 taken";
  }

  private void takeTime() {
    try {
      over.await(2, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    client.getOutputStream().flush();
  }
}
