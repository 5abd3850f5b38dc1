package dev.rollcall.invitation.bouncing;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The folder for what nobody could read. A mail server that has none, or has no room in it, costs
 * no more than that: the message stays where it is.
 *
 * @param name as configured, without the namespace that some servers want around it (RFC 2342)
 */
record Shelf(String name) {

  private static final Logger LOG = Logger.getLogger(Shelf.class);

  /** Where it is on that server, if it is there. */
  Optional<Folder> find(Store store) throws MessagingException {
    Folder named = store.getFolder(name);
    if (named.exists()) {
      return Optional.of(named);
    }
    Folder folder = inNamespace(store);
    return folder.exists() ? Optional.of(folder) : Optional.empty();
  }

  /** Where it is on that server, made if need be; empty where the server makes none. */
  Optional<Folder> findOrMake(Store store) throws MessagingException {
    Optional<Folder> found = find(store);
    if (found.isPresent()) {
      return found;
    }
    Folder folder = inNamespace(store);
    if (folder.create(Folder.HOLDS_MESSAGES)) {
      return Optional.of(folder);
    }
    LOG.warn("The mail server makes no folder for what can't be read of the bounce mailbox");
    return Optional.empty();
  }

  /** Whether the message is there now as well. Fails only where the connection is lost. */
  static boolean took(Folder shelf, Message message) throws MessagingException {
    Folder folder = message.getFolder();
    try {
      folder.copyMessages(new Message[] {message}, shelf);
      return true;
    } catch (MessagingException refused) {
      if (!folder.isOpen()) {
        throw refused;
      }
      LOG.warn("A message of the bounce mailbox could not be put aside: it stays there, flagged");
      return false;
    }
  }

  /** Some servers keep all folders below {@code INBOX}. */
  private Folder inNamespace(Store store) throws MessagingException {
    Folder[] personal = store.getPersonalNamespaces();
    String prefix = personal.length == 0 ? "" : personal[0].getFullName();
    return store.getFolder(
        prefix.isEmpty() || name.startsWith(prefix)
            ? name
            : prefix + personal[0].getSeparator() + name);
  }
}
