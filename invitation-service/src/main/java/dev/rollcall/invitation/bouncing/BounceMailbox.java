package dev.rollcall.invitation.bouncing;

import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.configuration.InvitationConfig.Imap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.ReceivedDateTerm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * The mailbox that mail comes back to, over IMAP (RFC 3501). It blocks: never on the event loop.
 * What was read is deleted only after its effect, since reports hold the mail, and so a link.
 */
@ApplicationScoped
class BounceMailbox {

  /** Reports are some kilobytes; a large message is none. */
  private static final int LARGEST = 1 << 20;

  /**
   * A message.
   *
   * @param uid stands for it while the folder's validity stays the same
   * @param report what it says
   */
  record Returned(long uid, DeliveryReport report) {}

  /**
   * Messages of the folder, oldest first.
   *
   * @param validity of their uids
   */
  record Batch(long validity, List<Returned> messages) {}

  private final Imap imap;

  BounceMailbox(InvitationConfig config) {
    imap = config.bounces().imap();
  }

  boolean configured() {
    return imap.host().isPresent();
  }

  /**
   * At most so many messages.
   *
   * @param asideSince what was put aside before is deleted: it names people
   */
  Batch read(int atMost, Instant asideSince) {
    return inFolder(
        folder -> {
          forget(shelf(folder), Date.from(asideSince));
          return read(folder, atMost);
        });
  }

  /**
   * Removes what was read; what nobody could read is kept in another folder for a person to look
   * at. Where the uids mean something else by now, nothing is touched: they are read again.
   */
  void remove(long validity, List<Long> read, List<Long> aside) {
    inFolder(
        folder -> {
          if (((UIDFolder) folder).getUIDValidity() == validity) {
            keep(folder, aside);
            delete(folder, read);
            delete(folder, aside);
          }
          return folder;
        });
  }

  private static Batch read(Folder folder, int atMost) throws MessagingException, IOException {
    UIDFolder uids = (UIDFolder) folder;
    int count = Math.min(atMost, folder.getMessageCount());
    List<Returned> read = new ArrayList<>();
    Message[] messages = count == 0 ? new Message[0] : folder.getMessages(1, count);
    for (Message message : messages) {
      read.add(new Returned(uids.getUID(message), report(message)));
    }
    return new Batch(uids.getUIDValidity(), read);
  }

  private static DeliveryReport report(Message message) throws MessagingException, IOException {
    if (message.getSize() > LARGEST) {
      return DeliveryReport.JUNK;
    }
    var content = new ByteArrayOutputStream();
    message.writeTo(content);
    return DeliveryReport.read(content.toByteArray());
  }

  private void keep(Folder folder, List<Long> aside) throws MessagingException {
    if (aside.isEmpty()) {
      return;
    }
    Folder shelf = shelf(folder);
    if (!shelf.exists()) {
      shelf.create(Folder.HOLDS_MESSAGES);
    }
    folder.copyMessages(messages(folder, aside), shelf);
  }

  private Folder shelf(Folder folder) throws MessagingException {
    return folder.getStore().getFolder(imap.aside());
  }

  /** By whole days, as IMAP searches (RFC 3501 §6.4.4). */
  private static void forget(Folder shelf, Date since) throws MessagingException {
    if (shelf.exists()) {
      try (shelf) {
        shelf.open(Folder.READ_WRITE);
        Message[] old = shelf.search(new ReceivedDateTerm(ComparisonTerm.LT, since));
        shelf.setFlags(old, new Flags(Flags.Flag.DELETED), true);
      }
    }
  }

  private static void delete(Folder folder, List<Long> uids) throws MessagingException {
    if (!uids.isEmpty()) {
      folder.setFlags(messages(folder, uids), new Flags(Flags.Flag.DELETED), true);
    }
  }

  private static Message[] messages(Folder folder, List<Long> uids) throws MessagingException {
    long[] wanted = uids.stream().mapToLong(Long::longValue).toArray();
    return Arrays.stream(((UIDFolder) folder).getMessagesByUID(wanted))
        .filter(Objects::nonNull)
        .toArray(Message[]::new);
  }

  /** Work on the open folder. */
  private interface Work<T> {
    T on(Folder folder) throws MessagingException, IOException;
  }

  private <T> T inFolder(Work<T> work) {
    try (Store store = Session.getInstance(properties()).getStore(protocol())) {
      store.connect(
          imap.host().orElseThrow(),
          imap.port(),
          imap.user().orElseThrow(),
          imap.password().orElseThrow());
      // Closing expunges what was marked as deleted.
      try (Folder folder = store.getFolder(imap.folder())) {
        folder.open(Folder.READ_WRITE);
        return work.on(folder);
      }
    } catch (MessagingException | IOException failure) {
      throw new IllegalStateException("the bounce mailbox can't be read", failure);
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
    // The whole message at once, not in pieces.
    properties.setProperty(prefix + "partialfetch", "false");
    // Looking at a message doesn't mark it as seen: only its removal counts.
    properties.setProperty(prefix + "peek", "true");
    return properties;
  }
}
