package dev.rollcall.invitation.issuing;

import dev.rollcall.invitation.Company;
import dev.rollcall.invitation.Inviter;
import dev.rollcall.invitation.KnownAs;
import dev.rollcall.invitation.Role;
import dev.rollcall.invitation.company.Companies;
import dev.rollcall.invitation.mailing.MailAllowance;
import dev.rollcall.invitation.storage.Invitations;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.text.EmailAddress;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** What inviting and resending look at before they decide. */
@ApplicationScoped
public class Situations {

  /**
   * The company, and what the address is in it.
   *
   * @param known as of now; nobody can change it before the transaction ends
   */
  public record Situation(Company company, KnownAs known) {}

  private final MailAllowance allowance;
  private final Companies companies;
  private final Invitations invitations;

  Situations(MailAllowance allowance, Companies companies, Invitations invitations) {
    this.allowance = allowance;
    this.companies = companies;
    this.invitations = invitations;
  }

  /**
   * Reads the situation inside the running transaction and keeps others from changing it.
   *
   * @param address empty for one that can't be read; then nobody is known by it
   * @param invitation the invitation that is decided on; it doesn't stand in its own way
   */
  public Uni<Outcome<Situation>> read(
      UUID company, Optional<EmailAddress> address, UUID invitation) {
    return known(company, address, invitation)
        .chain(known -> companies.find(company).map(found -> with(found, known)));
  }

  /** Who the caller is as an inviter (INV-2). */
  public static Inviter inviter(Caller caller) {
    return new Inviter(
        caller.userId(),
        Role.named(caller.role()).orElse(Role.USER),
        caller.membership().officeId(),
        caller.membership().adminOfficeIds(),
        caller.scope("billing.manage").filter(Scope.COMPANY::equals).isPresent());
  }

  private Uni<KnownAs> known(UUID company, Optional<EmailAddress> address, UUID invitation) {
    return address
        .map(EmailAddress::key)
        .map(key -> allowance.lock(key).chain(() -> invitations.knownAs(company, key, invitation)))
        .orElseGet(() -> Uni.createFrom().item(new KnownAs.Nobody()));
  }

  private static Outcome<Situation> with(Outcome<Company> found, KnownAs known) {
    return found.map(company -> new Situation(company, known));
  }
}
