package dev.rollcall.invitation.mailing;

import dev.rollcall.invitation.storage.Mails;
import dev.rollcall.invitation.storage.Mails.Queued;
import dev.rollcall.invitation.storage.Mails.Taken;
import dev.rollcall.platform.messaging.Background;
import dev.rollcall.platform.messaging.Gathering;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Reads and settles mails, one alone at once, and many of a company together: each statement takes
 * those that came while the one before was on its way.
 */
@ApplicationScoped
class MailSets {

  /** Connections to the database that reading may use at a time, and settling as many. */
  private static final int COMPANIES_AT_ONCE = 3;

  private static final int LARGEST = 50;

  private final Mails mails;
  private final Jobs jobs;
  private final ProductClock clock;
  private final Gathering<UUID, UUID, Optional<Queued>> reading;
  private final Gathering<UUID, Taken, Boolean> settling;

  MailSets(Mails mails, Jobs jobs, ProductClock clock, Background background) {
    this.mails = mails;
    this.jobs = jobs;
    this.clock = clock;
    this.reading = new Gathering<>(background, COMPANIES_AT_ONCE, LARGEST, this::readAll);
    this.settling = new Gathering<>(background, COMPANIES_AT_ONCE, LARGEST, this::settleAll);
  }

  /** The mail, if it is still to be sent. */
  Uni<Optional<Queued>> read(UUID company, UUID id) {
    return reading.add(company, id);
  }

  /**
   * Records that the mail server has taken the mail, and ends its job with that; false where it has
   * to be settled alone, because somebody works on its invitation or took the job over.
   */
  Uni<Boolean> settle(UUID company, Taken taken) {
    return settling.add(company, taken);
  }

  private Uni<List<Optional<Queued>>> readAll(UUID company, List<UUID> ids) {
    return mails.queued(company, ids).map(found -> inOrder(ids, found));
  }

  private static List<Optional<Queued>> inOrder(List<UUID> ids, Map<UUID, Queued> found) {
    return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
  }

  private Uni<List<Boolean>> settleAll(UUID company, List<Taken> set) {
    return mails.sent(company, set, clock.instant()).map(ended -> ended(set, ended));
  }

  private List<Boolean> ended(List<Taken> set, Set<UUID> ended) {
    set.stream().map(Taken::job).filter(job -> ended.contains(job.id())).forEach(jobs::ended);
    return set.stream().map(taken -> ended.contains(taken.job().id())).toList();
  }
}
