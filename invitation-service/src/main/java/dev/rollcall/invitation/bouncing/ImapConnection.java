package dev.rollcall.invitation.bouncing;

import dev.rollcall.invitation.configuration.InvitationConfig.Imap;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.util.Properties;

/** How the mailbox is reached: one connection for each piece of work. It blocks. */
final class ImapConnection {

  /** Work with a store that is connected, or a folder that is open. */
  interface Work<S, T> {
    T on(S opened) throws MessagingException, IOException;
  }

  private final Imap imap;

  ImapConnection(Imap imap) {
    this.imap = imap;
  }

  /** Connects, works, and hangs up. */
  <T> T store(Work<Store, T> work) {
    try (Store store = Session.getInstance(properties()).getStore(protocol())) {
      store.connect(
          imap.host().orElseThrow(),
          imap.port(),
          imap.user().orElseThrow(),
          imap.password().orElseThrow());
      return work.on(store);
    } catch (MessagingException | IOException failure) {
      throw new IllegalStateException("the bounce mailbox can't be read", failure);
    }
  }

  /** The same in the folder that mail arrives in. */
  <T> T inbox(Work<Folder, T> work) {
    return store(store -> in(store.getFolder(imap.folder()), work));
  }

  /** Works in that folder; closing it expunges what was marked as deleted, also after a failure. */
  static <T> T in(Folder folder, Work<Folder, T> work) throws MessagingException, IOException {
    try (folder) {
      folder.open(Folder.READ_WRITE);
      return work.on(folder);
    }
  }

  private String protocol() {
    return imap.tls() ? "imaps" : "imap";
  }

  private Properties properties() {
    String millis = Long.toString(imap.timeout().toMillis());
    String prefix = "mail." + protocol() + ".";
    Properties properties = new Properties();
    properties.setProperty(prefix + "connectiontimeout", millis);
    properties.setProperty(prefix + "timeout", millis);
    properties.setProperty(prefix + "writetimeout", millis);
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    // One piece of a message is all that is read of it.
    properties.setProperty(prefix + "fetchsize", Integer.toString(DeliveryReport.LARGEST));
    // Looking at a message doesn't mark it as seen: only its removal counts.
    properties.setProperty(prefix + "peek", "true");
    return properties;
  }
}
