package dev.rollcall.invitation.bouncing;

import java.util.regex.Pattern;

/**
 * A mail server's answer.
 *
 * @param stage what it answers to
 * @param code the three digits (RFC 5321 §4.2); 0 for none
 * @param text what stands behind them; begins with an enhanced status code (RFC 3463) where the
 *     server has one
 */
public record SmtpReply(Stage stage, int code, String text) {

  /** What the server answered to. */
  public enum Stage {
    /** RCPT: who the mail is for. */
    RECIPIENT,
    /** DATA and its end: the mail itself. */
    DATA,
    /** Greeting, encryption, login, MAIL: whoever it is for, it would be the same. */
    OTHER
  }

  /** No answer: the connection was lost, or the server was silent. */
  public static final SmtpReply NONE = new SmtpReply(Stage.OTHER, 0, "");

  /** Bad addresses of senders (RFC 3463 §3.2), which some servers look at with the recipient. */
  private static final Pattern OF_SENDER =
      Pattern.compile("^\\s*(?:\\d{3}[ -])?5\\.1\\.[789]\\b.*", Pattern.DOTALL);

  /**
   * Whether this mail will never be taken for this recipient (INV-19): a permanent answer (5yz) to
   * the recipient or to the mail. One to us, before or about the sender, is the same for every mail
   * and is cured by us, so it ends no invitation.
   */
  public boolean refusesMail() {
    return code / 100 == 5 && stage != Stage.OTHER && !OF_SENDER.matcher(text).matches();
  }
}
