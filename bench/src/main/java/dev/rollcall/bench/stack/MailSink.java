package dev.rollcall.bench.stack;

import dev.rollcall.local.story.Api;
import dev.rollcall.platform.test.server.ServerFailure;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Counts the mails that the suite's mail server has taken. */
public final class MailSink {

  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

  private final Api mailbox;

  MailSink(Api mailbox) {
    this.mailbox = mailbox;
  }

  public void clear() {
    mailbox.delete("/messages").expect(204);
  }

  /** Since the last {@link #clear}. */
  public int count() {
    return mailbox.get("/messages/count").expect(200).body().path("count").asInt();
  }

  /**
   * Waits until there are so many, looking ten times a second.
   *
   * @throws ServerFailure when they don't come
   */
  public void await(int mails, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (int there = count(); there < mails; there = count()) {
      if (System.nanoTime() > deadline) {
        throw new ServerFailure(
            "%d of %d mails after %d s".formatted(there, mails, atMost.toSeconds()));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** The bodies of the mails to an address, as text, oldest first. */
  public Iterable<String> texts(String address) {
    return mailbox
        .get("/messages?to=" + Api.encode(address))
        .expect(200)
        .body()
        .findValuesAsText("text");
  }
}
