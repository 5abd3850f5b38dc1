package dev.rollcall.invitation.bouncing;

import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.configuration.InvitationConfig.Imap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.Flags;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.ReceivedDateTerm;
import jakarta.mail.search.SearchTerm;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.angus.mail.imap.IMAPMessage;

/**
 * The mailbox that mail comes back to, over IMAP (RFC 3501). It blocks: never on the event loop.
 * What was read is deleted only after its effect, since reports hold the mail, and so a link. What
 * can be neither read nor put aside is flagged, and left alone until it is forgotten: no message
 * keeps the others waiting.
 */
@ApplicationScoped
class BounceMailbox {

  /** How many messages one search is about, so that a flood costs no more than a look. */
  private static final int WINDOW = 1_000;

  private static final SearchTerm WAITING = new FlagTerm(flags(Flag.FLAGGED, Flag.DELETED), false);
  private static final SearchTerm LEFT = new FlagTerm(flags(Flag.FLAGGED), true);

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

  private final ImapConnection connection;
  private final boolean configured;
  private final Shelf shelf;

  BounceMailbox(InvitationConfig config) {
    Imap imap = config.bounces().imap();
    connection = new ImapConnection(imap);
    configured = imap.host().isPresent();
    shelf = new Shelf(imap.aside());
  }

  boolean configured() {
    return configured;
  }

  /**
   * At most so many messages, and the more only while there is time; at least one where any waits.
   */
  Batch read(int atMost, Duration budget) {
    return connection.inbox(folder -> read(folder, atMost, budget));
  }

  /**
   * Removes what was read; what nobody could read is kept in another folder for a person to look
   * at. Where the uids mean something else by now, nothing is touched: they are read again.
   *
   * @return how many will not be read again
   */
  int remove(long validity, List<Long> read, List<Long> aside) {
    return connection.inbox(
        folder ->
            ((UIDFolder) folder).getUIDValidity() == validity ? remove(folder, read, aside) : 0);
  }

  /** Deletes what nobody could read and arrived on an earlier day than that (IMAP counts days). */
  int forget(Instant before) {
    SearchTerm old = new ReceivedDateTerm(ComparisonTerm.LT, Date.from(before));
    int left = connection.inbox(folder -> delete(folder.search(new AndTerm(LEFT, old))));
    return left + connection.store(store -> forget(store, old));
  }

  private int forget(Store store, SearchTerm old) throws MessagingException, IOException {
    Optional<Folder> found = shelf.find(store);
    return found.isEmpty()
        ? 0
        : ImapConnection.in(found.get(), folder -> delete(folder.search(old)));
  }

  private static Batch read(Folder folder, int atMost, Duration budget)
      throws MessagingException, IOException {
    long start = System.nanoTime();
    UIDFolder uids = (UIDFolder) folder;
    List<Returned> read = new ArrayList<>();
    for (Message message : waiting(folder, atMost)) {
      if (!read.isEmpty() && System.nanoTime() - start >= budget.toNanos()) {
        break;
      }
      read.add(new Returned(uids.getUID(message), report(message)));
    }
    return new Batch(uids.getUIDValidity(), read);
  }

  private static List<Message> waiting(Folder folder, int atMost) throws MessagingException {
    int count = folder.getMessageCount();
    List<Message> found = List.of();
    for (int from = 1; from <= count && found.isEmpty(); from += WINDOW) {
      Message[] window = folder.getMessages(from, Math.min(count, from + WINDOW - 1));
      found = List.of(folder.search(WAITING, window));
    }
    return found.subList(0, Math.min(atMost, found.size()));
  }

  /** One that the server can't serve is one that nobody can read; a lost connection is neither. */
  private static DeliveryReport report(Message message) throws MessagingException, IOException {
    try (InputStream content = ((IMAPMessage) message).getMimeStream()) {
      byte[] head = new byte[DeliveryReport.LARGEST];
      return DeliveryReport.read(Arrays.copyOf(head, content.readNBytes(head, 0, head.length)));
    } catch (MessagingException | IOException unserved) {
      if (!message.getFolder().isOpen()) {
        throw unserved;
      }
      return DeliveryReport.JUNK;
    }
  }

  private int remove(Folder folder, List<Long> read, List<Long> aside) throws MessagingException {
    return delete(messages(folder, read)) + putAside(folder, messages(folder, aside));
  }

  private int putAside(Folder folder, Message[] messages) throws MessagingException {
    if (messages.length > 0) {
      Optional<Folder> kept = shelf.findOrMake(folder.getStore());
      for (Message message : messages) {
        boolean took = kept.isPresent() && Shelf.took(kept.get(), message);
        message.setFlag(took ? Flag.DELETED : Flag.FLAGGED, true);
      }
    }
    return messages.length;
  }

  private static int delete(Message[] messages) throws MessagingException {
    if (messages.length > 0) {
      messages[0].getFolder().setFlags(messages, flags(Flag.DELETED), true);
    }
    return messages.length;
  }

  private static Message[] messages(Folder folder, List<Long> uids) throws MessagingException {
    long[] wanted = uids.stream().mapToLong(Long::longValue).toArray();
    return Arrays.stream(((UIDFolder) folder).getMessagesByUID(wanted))
        .filter(Objects::nonNull)
        .toArray(Message[]::new);
  }

  private static Flags flags(Flag... all) {
    Flags flags = new Flags();
    Arrays.stream(all).forEach(flags::add);
    return flags;
  }
}
