package dev.rollcall.invitation.mailing;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * The words of the mails, in English; the other languages are in {@code messages/}, by the same
 * names. Templates use them as {@code {mail:…}}. Each is plain text: HTML templates escape what it
 * says as a whole.
 */
@MessageBundle(value = "mail", locale = "en")
public interface MailMessages {

  @Message("Hello,")
  String hello();

  @Message("Hello {name},")
  String helloTo(String name);

  @Message("A colleague")
  String somebody();

  @Message("You did not expect this? Then ignore this mail; nothing happens.")
  String unexpected();

  @Message("{inviter} invites you to {company}")
  String invitationSubject(String inviter, String company);

  @Message("{inviter} invites you to join {company}.")
  String invitationOffer(String inviter, String company);

  @Message(
      "What to do next: open the link, choose a password, or sign in if you have an account with"
          + " this e-mail address already, and you are in.")
  String invitationNext();

  @Message("Join {company}")
  String invitationButton(String company);

  @Message("The link works once, until {expires}. After that, ask for a new one.")
  String invitationExpiry(String expires);

  @Message("If the button does not work, copy this address into your browser:")
  String invitationAddress();

  @Message("Your code to join {company}")
  String codeSubject(String company);

  @Message("This code proves that your invitation to {company} reached you:")
  String codeOffer(String company);

  @Message("Type it on the page where you were asked for it. It works until {expires}.")
  String codeNext(String expires);

  @Message("Give it to nobody: whoever asks you for it wants to join in your name.")
  String codeWarning();
}
