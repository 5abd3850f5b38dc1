package dev.rollcall.invitation.bouncing;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail server's answer.
 *
 * @param code the three digits (RFC 5321 §4.2)
 * @param text what stands behind them; begins with an enhanced status code (RFC 3463) where the
 *     server has one
 */
public record SmtpReply(int code, String text) {

  private static final Pattern ENHANCED =
      Pattern.compile("^\\s*(?:\\d{3}[ -])?5\\.(?<subject>\\d{1,3})\\.(?<detail>\\d{1,3})\\b.*");

  /** No mailbox, not here, full, not allowed as a name (RFC 5321); takes no mail (RFC 7504). */
  private static final Set<Integer> OF_RECIPIENT = Set.of(550, 551, 552, 553, 556);

  private static final int ADDRESS = 1;
  private static final int MAILBOX = 2;
  private static final int ROUTING = 4;

  /** Of the addressing codes those that blame the sender's address (RFC 3463 §3.2). */
  private static final Set<Integer> OF_SENDER = Set.of(7, 8, 9);

  /**
   * Whether this recipient will never get mail: the address, the mailbox or the way to its domain
   * is at fault, for good. Everything else that is permanent is about us (a policy, a login, the
   * message, a command), and may be cured while the link lives: it is tried again.
   */
  public boolean refusesRecipient() {
    if (code / 100 != 5) {
      return false;
    }
    Matcher enhanced = ENHANCED.matcher(text);
    return enhanced.matches()
        ? refusesRecipient(
            Integer.parseInt(enhanced.group("subject")), Integer.parseInt(enhanced.group("detail")))
        : OF_RECIPIENT.contains(code);
  }

  private static boolean refusesRecipient(int subject, int detail) {
    return switch (subject) {
      case ADDRESS -> !OF_SENDER.contains(detail);
      case MAILBOX, ROUTING -> true;
      default -> false;
    };
  }
}
