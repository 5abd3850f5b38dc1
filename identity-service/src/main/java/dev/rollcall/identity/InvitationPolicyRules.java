package dev.rollcall.identity;

import dev.rollcall.identity.CompanyRules.PolicyChange;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** How a company's invitation policy changes (CO-2, INV-1, 2, 8, 20). */
final class InvitationPolicyRules {

  private static final String POLICY = "/invitationPolicy";
  private static final int MAX_DOMAINS = 200;
  private static final Duration SHORTEST_LINK = Duration.ofHours(1);
  private static final Duration LONGEST_LINK = Duration.ofDays(30);

  private InvitationPolicyRules() {}

  /** The policy after the change; what is wrong with it is noted in {@code checks}. */
  static InvitationPolicy change(
      Checks checks, InvitationPolicy before, PolicyChange change, MailDomains mailDomains) {
    return new InvitationPolicy(
        Optional.ofNullable(change.phoneRequired()).orElse(before.phoneRequired()),
        CompanyRules.changed(
            change.managerInviteCeiling(),
            before.managerInviteCeiling(),
            ceiling ->
                checks
                    .constant(
                        POLICY + "/managerInviteCeiling",
                        ceiling,
                        InvitationPolicy.ManagerInviteCeiling.class)
                    .orElse(before.managerInviteCeiling())),
        CompanyRules.changed(
            change.linkLifetime(), before.linkLifetime(), text -> linkLifetime(checks, text)),
        CompanyRules.changed(
            change.allowedDomains(),
            before.allowedDomains(),
            sent -> domains(checks, POLICY + "/allowedDomains", sent, mailDomains)),
        CompanyRules.changed(
            change.blockedDomains(),
            before.blockedDomains(),
            sent -> domains(checks, POLICY + "/blockedDomains", sent, mailDomains)));
  }

  private static Duration linkLifetime(Checks checks, String text) {
    Duration lifetime = parsed(() -> Duration.parse(text)).orElse(Duration.ZERO);
    if (lifetime.compareTo(SHORTEST_LINK) < 0 || lifetime.compareTo(LONGEST_LINK) > 0) {
      checks.violate(POLICY + "/linkLifetime", "Must be an ISO 8601 duration from PT1H to P30D.");
    }
    return lifetime;
  }

  private static Optional<Duration> parsed(Supplier<Duration> parse) {
    try {
      return Optional.of(parse.get());
    } catch (DateTimeParseException | ArithmeticException noDuration) {
      return Optional.empty();
    }
  }

  /** Each by its registrable part, once, in the order that they were sent in. */
  private static List<String> domains(
      Checks checks, String pointer, List<String> sent, MailDomains mailDomains) {
    if (sent.size() > MAX_DOMAINS) {
      checks.violate(pointer, "Must have at most %d domains.".formatted(MAX_DOMAINS));
      return List.of();
    }
    Set<String> domains = new LinkedHashSet<>();
    for (int i = 0; i < sent.size(); i++) {
      Optional<String> registrable = mailDomains.registrable(sent.get(i));
      registrable.ifPresent(domains::add);
      if (registrable.isEmpty()) {
        checks.violate(
            pointer + "/" + i,
            "Must be a domain that somebody can own, e.g. acme.com; a public suffix alone is"
                + " none.");
      }
    }
    return List.copyOf(domains);
  }
}
