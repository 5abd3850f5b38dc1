package dev.rollcall.invitation;

import dev.rollcall.invitation.Offer.Invitee;
import dev.rollcall.invitation.Offer.LicenseType;
import dev.rollcall.invitation.Offer.Plan;
import dev.rollcall.invitation.Offer.Position;
import dev.rollcall.invitation.Offer.SeatSource;
import dev.rollcall.invitation.Offer.SeatWish;
import dev.rollcall.platform.outcome.Violation;
import dev.rollcall.platform.text.EmailAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** From a draft to an offer (INV-1, 3): what is wrong with it, and what it becomes. */
final class DraftRules {

  /** More than the product has; what is asked for is kept, for each row of a batch. */
  private static final int MOST_PRODUCTS = 100;

  private static final String EMAIL = "/email";

  private DraftRules() {}

  /** INV-11: an address that mail could be sent to, but that nobody could sign in with. */
  static boolean isNotSupported(Draft draft) {
    return EmailAddress.isNotSupported(ProfileRules.text(draft.email()));
  }

  static UUID defaultOffice(Inviter inviter, Company company) {
    Optional<UUID> head = company.headOffice().map(Company.Office::id);
    boolean elsewhere =
        inviter.role() == Role.OFFICE_ADMIN
            && head.filter(inviter.adminOfficeIds()::contains).isEmpty();
    return elsewhere ? inviter.officeId() : head.orElse(inviter.officeId());
  }

  static Offer offer(
      Draft draft,
      EmailAddress address,
      Role role,
      UUID officeId,
      Inviter inviter,
      Company company,
      UUID id,
      Instant now) {
    List<String> products = Optional.ofNullable(draft.products()).orElse(List.of());
    return new Offer(
        id,
        company.id(),
        1,
        0,
        new Invitee(
            ProfileRules.kept(draft.firstName()),
            ProfileRules.kept(draft.lastName()),
            address,
            ProfileRules.kept(draft.jobTitle()),
            ProfileRules.emptyToNull(ProfileRules.text(draft.phone()).strip()),
            Language.read(ProfileRules.text(draft.language())).map(Language::tag).orElse(null)),
        new Position(role, officeId, products.stream().distinct().sorted().toList()),
        seat(draft),
        inviter.userId(),
        now);
  }

  static List<Violation> violations(
      Draft draft,
      Optional<EmailAddress> address,
      Completeness completeness,
      Company company,
      UUID officeId) {
    List<Violation> found = new ArrayList<>();
    boolean later = completeness == Completeness.PROFILE_LATER;
    String firstName = ProfileRules.text(draft.firstName());
    String lastName = ProfileRules.text(draft.lastName());
    String phone = ProfileRules.text(draft.phone());
    if (later) {
      ProfileRules.nameIfAny("/firstName", firstName, found);
      ProfileRules.nameIfAny("/lastName", lastName, found);
    } else {
      ProfileRules.name("/firstName", firstName, found);
      ProfileRules.name("/lastName", lastName, found);
    }
    if (address.isEmpty()) {
      found.add(
          isNotSupported(draft)
              ? Refusals.NOT_SUPPORTED
              : new Violation(EMAIL, "must be an e-mail address"));
    }
    ProfileRules.title(ProfileRules.text(draft.jobTitle()), found);
    if (later) {
      ProfileRules.phoneIfAny(phone, company, found);
    } else {
      ProfileRules.phone(phone, company, found);
    }
    language(draft.language(), found);
    if (Role.named(ProfileRules.text(draft.role())).isEmpty()) {
      found.add(new Violation("/role", "must be one of " + words(Role.values())));
    }
    if (company.office(officeId).filter(Company.Office::open).isEmpty()) {
      found.add(new Violation(InvitationRules.OFFICE, "must be an open office of the company"));
    }
    products(draft, company, found);
    seat(draft, found);
    return found;
  }

  private static void language(@Nullable String tag, List<Violation> found) {
    if (tag != null && Language.read(tag).isEmpty()) {
      found.add(new Violation("/language", "must be a language tag, like de or pt-BR"));
    }
  }

  private static void products(Draft draft, Company company, List<Violation> found) {
    List<String> products = Optional.ofNullable(draft.products()).orElse(List.of());
    if (products.size() > MOST_PRODUCTS) {
      found.add(new Violation("/products", "must name at most " + MOST_PRODUCTS));
      return;
    }
    for (int index = 0; index < products.size(); index++) {
      if (!company.products().contains(ProfileRules.text(products.get(index)))) {
        found.add(new Violation("/products/" + index, "is not enabled in the company"));
      }
    }
  }

  private static SeatWish seat(Draft draft) {
    return new SeatWish(
        SeatSource.valueOf(ProfileRules.text(draft.seatSource())),
        draft.licenseType() == null ? LicenseType.TALK : LicenseType.valueOf(draft.licenseType()),
        draft.plan() == null ? null : Plan.valueOf(draft.plan()),
        draft.quoteId());
  }

  private static void seat(Draft draft, List<Violation> found) {
    String source = ProfileRules.text(draft.seatSource());
    if (!isWord(SeatSource.values(), source)) {
      found.add(new Violation("/seat/source", "must be one of " + words(SeatSource.values())));
    }
    if (source.equals("PURCHASE") && draft.plan() == null && draft.quoteId() == null) {
      found.add(new Violation("/seat/plan", "is required to purchase without a quote"));
    }
    if (source.equals("EXISTING") && draft.quoteId() != null) {
      found.add(new Violation("/seat/quoteId", "belongs to PURCHASE"));
    }
    if (draft.licenseType() != null && !isWord(LicenseType.values(), draft.licenseType())) {
      found.add(
          new Violation("/seat/licenseType", "must be one of " + words(LicenseType.values())));
    }
    if (draft.plan() != null && !isWord(Plan.values(), draft.plan())) {
      found.add(new Violation("/seat/plan", "must be one of " + words(Plan.values())));
    }
  }

  private static boolean isWord(Enum<?>[] words, String word) {
    return Arrays.stream(words).anyMatch(known -> known.name().equals(word));
  }

  private static String words(Enum<?>[] words) {
    return String.join(", ", Arrays.stream(words).map(Enum::name).toList());
  }
}
