package dev.rollcall.bench.tour;

import dev.rollcall.local.story.Api;
import java.util.ArrayList;
import java.util.List;

/**
 * One request that reads.
 *
 * @param name the same for every company
 * @param path with query
 */
public record Read(String name, String path) {

  /** What has to be named in some of them. */
  public record Subjects(
      String company, String office, String user, String invitation, String number) {}

  /** Every list with its filters and orders, every single thing, every sum, of one company. */
  public static List<Read> all(Subjects of) {
    List<Read> reads = new ArrayList<>();
    reads.add(new Read("identity /me", "/identity/v1/me"));
    for (String query :
        List.of(
            "",
            "/offices",
            "/users",
            "/users?tab=active&sort=email",
            "/users?tab=active&sort=-joinedAt",
            "/users?tab=pending",
            "/users?tab=deleted",
            "/users?q=stone1",
            "/users?q=stone12+uma",
            "/users?q=test",
            "/users?q=nobodyhasthis",
            "/users?role=USER",
            "/users?role=USER&sort=email",
            "/users?role=COMPANY_ADMIN&sort=email",
            "/users?permission=billing.read",
            "/users?permission=billing.read&sort=email",
            "/users?licenseType=TALK",
            "/users?licenseType=MEETINGS",
            "/users?officeId={office}",
            "/users?officeId={office}&sort=email",
            "/users/{user}")) {
      reads.add(read("identity", query, of));
    }
    for (String query :
        List.of(
            "/invitations",
            "/invitations?status=PENDING",
            "/invitations?status=EXPIRED",
            "/invitations?status=JOINED",
            "/invitations?status=PENDING&status=REFUSED",
            "/invitations?q=ina",
            "/invitations?q=nobodyhasthis",
            "/invitations?status=PENDING&q=stone4",
            "/invitations/{invitation}",
            "/invitations/{invitation}/timeline")) {
      reads.add(read("invitation", query, of));
    }
    for (String query :
        List.of(
            "/licenses",
            "/licenses?state=FREE",
            "/licenses?state=RESERVED",
            "/licenses?state=ASSIGNED&officeId={office}",
            "/licenses?type=TALK&plan=BASIC",
            "/licenses?type=MEETINGS",
            "/licenses?plan=PRO",
            "/licenses?officeId={office}&type=ADD_ON",
            "/licenses/summary",
            "/subscription",
            "/charges",
            "/ledger/balances",
            "/ledger/balances?at=2026-01-01T00:00:00Z")) {
      reads.add(read("billing", query, of));
    }
    for (String query :
        List.of(
            "/numbers",
            "/numbers?state=ASSIGNED",
            "/numbers?state=HELD_FOR_RESTORE",
            "/numbers?type=LOCAL",
            "/numbers?type=TOLL_FREE",
            "/numbers?userId={user}",
            "/numbers?officeId={office}",
            "/numbers/{number}",
            "/reserved-numbers",
            "/users/{user}/entitlement")) {
      reads.add(read("numbering", query, of));
    }
    return reads;
  }

  private static Read read(String service, String query, Subjects of) {
    String path =
        query
            .replace("{office}", of.office())
            .replace("{user}", of.user())
            .replace("{invitation}", of.invitation())
            .replace("{number}", Api.encode(of.number()));
    return new Read(
        service + " " + (query.isEmpty() ? "company" : query),
        "/" + service + "/v1/companies/" + of.company() + path);
  }
}
