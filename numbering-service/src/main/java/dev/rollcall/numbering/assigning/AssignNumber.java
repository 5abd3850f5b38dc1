package dev.rollcall.numbering.assigning;

import dev.rollcall.numbering.Member;
import dev.rollcall.numbering.NumberRules;
import dev.rollcall.numbering.Office;
import dev.rollcall.numbering.PhoneNumber;
import dev.rollcall.numbering.Refusals;
import dev.rollcall.numbering.company.KnownCompanies;
import dev.rollcall.numbering.events.NumberEvents;
import dev.rollcall.numbering.storage.Companies;
import dev.rollcall.numbering.storage.Members;
import dev.rollcall.numbering.storage.Numbers;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.messaging.OutboxEvent;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.etag.Versions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives a number to a user and takes it back into the reserved pool (NUM-3, NUM-4, NUM-6). */
@ApplicationScoped
public class AssignNumber {

  private final CompanyTransaction transaction;
  private final KnownCompanies known;
  private final Companies companies;
  private final Members members;
  private final Numbers numbers;
  private final Outbox outbox;
  private final ProductClock clock;

  AssignNumber(
      CompanyTransaction transaction,
      KnownCompanies known,
      Companies companies,
      Members members,
      Numbers numbers,
      Outbox outbox,
      ProductClock clock) {
    this.transaction = transaction;
    this.known = known;
    this.companies = companies;
    this.members = members;
    this.numbers = numbers;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Gives the number to the user; repeated, it changes nothing.
   *
   * @param ifMatch the number's ETag or null
   */
  public Uni<Outcome<PhoneNumber>> assign(
      Caller caller, String e164, UUID userId, @Nullable String ifMatch) {
    return known
        .ensurePlaced(caller.company(), userId)
        .chain(
            () ->
                transaction.within(caller.company(), () -> toUser(caller, e164, userId, ifMatch)));
  }

  /**
   * Takes the number from whoever has it.
   *
   * @param ifMatch the number's ETag or null
   */
  public Uni<Outcome<PhoneNumber>> unassign(Caller caller, String e164, @Nullable String ifMatch) {
    return transaction.within(
        caller.company(),
        () ->
            numbers
                .lock(caller.company(), e164)
                .map(found -> inScope(caller, found, ifMatch))
                .map(outcome -> outcome.then(it -> NumberRules.unassign(it, clock.instant())))
                .chain(outcome -> store(outcome, NumberEvents::reserved)));
  }

  private Uni<Outcome<PhoneNumber>> toUser(
      Caller caller, String e164, UUID userId, @Nullable String ifMatch) {
    return members
        .lock(caller.company(), userId)
        .chain(
            member ->
                member
                    .map(it -> toMember(caller, e164, it, ifMatch))
                    .orElseGet(
                        () -> Uni.createFrom().item(Outcome.refused(Refusals.unknownUser()))));
  }

  private Uni<Outcome<PhoneNumber>> toMember(
      Caller caller, String e164, Member member, @Nullable String ifMatch) {
    return companies
        .keepOffice(caller.company(), member.officeId())
        .chain(
            office ->
                numbers
                    .lock(caller.company(), e164)
                    .map(found -> inScope(caller, found, ifMatch))
                    .chain(scoped -> give(caller, scoped, member, office)));
  }

  private Uni<Outcome<PhoneNumber>> give(
      Caller caller, Outcome<PhoneNumber> scoped, Member member, Optional<Office> office) {
    if (office.isEmpty() || !caller.mayIn(office.get().id(), "numbers.manage")) {
      return Uni.createFrom()
          .item(
              scoped.then(
                  it ->
                      Outcome.refused(
                          office.isEmpty() ? Refusals.unknownOffice() : Refusals.notInScope())));
    }
    Outcome<PhoneNumber> given =
        scoped.then(number -> NumberRules.assign(number, member, office.get()));
    return given.equals(scoped)
        ? Uni.createFrom().item(given)
        : store(given, NumberEvents::assigned);
  }

  private static Outcome<PhoneNumber> inScope(
      Caller caller, Optional<PhoneNumber> found, @Nullable String ifMatch) {
    return found
        .map(
            number ->
                caller.mayIn(number.officeId(), "numbers.manage")
                    ? Versions.check(ifMatch, number.version()).map(version -> number)
                    : Outcome.<PhoneNumber>refused(Refusals.notInScope()))
        .orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }

  private Uni<Outcome<PhoneNumber>> store(
      Outcome<PhoneNumber> changed, Function<PhoneNumber, OutboxEvent> event) {
    return changed.fold(
        number ->
            numbers
                .store(number)
                .call(stored -> outbox.append(event.apply(stored)))
                .map(Outcome::done),
        refusal -> Uni.createFrom().item(Outcome.refused(refusal)));
  }
}
