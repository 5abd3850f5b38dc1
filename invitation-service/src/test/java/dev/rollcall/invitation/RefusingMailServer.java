package dev.rollcall.invitation;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * A mail server that refuses every recipient called {@code nobody…}, {@code full…} or {@code
 * disabled…} for good, us for those called {@code policy…}, the mail for those called {@code
 * spam…}, and those called {@code busy…} until it is told to take them.
 */
public class RefusingMailServer extends PlayedMailServer {

  private static final String WELCOME = "rollcall.test.welcome-recipient";
  private static final String CROWD = "To: crowd-";
  private static final String ANSWERED = "rollcall.test.answered";
  private static final Duration LOOK = Duration.ofMillis(20);

  private volatile boolean over;

  public RefusingMailServer() throws IOException {}

  /** From now on that busy recipient gets mail. */
  static void welcome(String email) {
    System.setProperty(WELCOME, email.toUpperCase(Locale.ROOT));
  }

  /** From now on mail is answered to those of the crowd whose names go on so; "" for all. */
  static void answer(String names) {
    System.setProperty(ANSWERED, CROWD + names);
  }

  /** From now on the crowd's mail is not answered. */
  static void answerNobody() {
    System.setProperty(ANSWERED, "nobody");
  }

  @Override
  String recipient(String command) {
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
    return command.startsWith("RCPT TO:<BUSY")
            && !command.contains(System.getProperty(WELCOME, "nobody yet"))
        ? "451 4.3.0 try again later"
        : super.recipient(command);
  }

  @Override
  String taken(String to) {
    while (!over
        && to.startsWith(CROWD)
        && !to.startsWith(System.getProperty(ANSWERED, "nobody"))) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return to.startsWith("To: spam") ? "554 5.7.1 looks like spam" : super.taken(to);
  }

  @Override
  public void stop() {
    over = true;
    super.stop();
  }
}
