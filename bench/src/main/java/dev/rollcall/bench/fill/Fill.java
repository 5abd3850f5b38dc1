package dev.rollcall.bench.fill;

import dev.rollcall.platform.test.server.ServerFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Fills the databases of a running suite: many companies like one that was made through the API,
 * and many users, invitations, licenses and numbers in that one. The four services' tables agree,
 * and the ledgers' hashes are right. Nothing is published, since nothing goes through the outbox,
 * and nobody gets a login at Keycloak.
 */
public final class Fill {

  /** Joined users who have a number. */
  private static final int USERS_PER_NUMBER = 10;

  /** Joined users whose invitation is kept. */
  private static final int USERS_PER_INVITATION = 10;

  /** Joined users for each who is still invited. */
  private static final int USERS_PER_PENDING = 20;

  /** Area codes with room for everybody; the local carrier sells none of them. */
  private static final List<String> AREAS = List.of("907", "808", "406", "307", "701", "605");

  /** What another company hasn't, or what is over soon. */
  private static final Set<String> NOT_COPIED =
      Set.of(
          "outbox",
          "inbox",
          "idempotency",
          "operation",
          "operation_result",
          "send_budget",
          "mail_count",
          "mail_day",
          "company_founder",
          "license_view",
          "license_count",
          "ledger_entry",
          "ledger_posting",
          "phone_number",
          "number_hold",
          "number_view",
          "number_charge",
          "number_seen",
          "purchase");

  private static final String COMPANY = "company";

  private final Databases databases;
  private final Original original;
  private final Ids ids;
  private final String area;
  private final Consumer<String> say;

  /**
   * Fills after that company.
   *
   * @param company made through the API, with licenses of the sign-up only; somebody has joined it
   *     and has a number, and somebody is invited
   * @param say hears how it goes
   */
  public Fill(Databases databases, UUID company, Consumer<String> say) {
    this.databases = databases;
    this.ids = new Ids(company);
    this.area = AREAS.get(Math.floorMod(company.hashCode(), AREAS.size()));
    this.say = say;
    try {
      this.original = Original.of(databases, company);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @FunctionalInterface
  private interface Work {
    void in(Copies copies) throws SQLException;
  }

  /** Makes so many companies, with the people of the original one. */
  public void companies(int count) {
    inEach(
        Map.of(
            "identity", copies -> companies(copies, count),
            "invitation", copies -> companies(copies, count),
            "numbering", copies -> companies(copies, count),
            "billing",
                copies -> {
                  companies(copies, count);
                  ledgers(copies.connection(), count);
                }));
  }

  /** Makes so many users of the original company, and what belongs to them. */
  public void users(int count) {
    inEach(
        Map.of(
            "identity", copies -> identity(copies, count),
            "invitation", copies -> invitation(copies, count),
            "numbering", copies -> numbering(copies, count),
            "billing", copies -> billing(copies, count)));
  }

  private void companies(Copies copies, int count) throws SQLException {
    for (String table : copies.companyTables()) {
      if (!NOT_COPIED.contains(table)) {
        String jobs = table.equals("job") ? " and subject = '" + original.pending() + "'" : "";
        copies.make(table, ofCompany() + jobs, count, mapped(copies, table));
      }
    }
    copies.settle();
  }

  private Map<String, String> mapped(Copies copies, String table) throws SQLException {
    Map<String, String> columns = new HashMap<>();
    for (String column : copies.columns(table, "uuid")) {
      columns.put(column, Ids.mapped(column, COMPANY));
    }
    for (String column : copies.columns(table, "_uuid")) {
      columns.put(
          column,
          "array(select md5(id::text || 'company' || n)::uuid from unnest(p." + column + ") id)");
    }
    for (String column : copies.columns(table, "bytea")) {
      columns.put(column, Ids.hashed(column, COMPANY));
    }
    if (table.equals("job")) {
      columns.put("subject", Ids.mapped("subject", COMPANY) + "::text");
    }
    columns.put("company_id", ids.sql(COMPANY));
    return columns;
  }

  private void ledgers(Connection billing, int count) throws SQLException {
    Ledger ledger = new Ledger(billing);
    List<Ledger.Booking> bookings = ledger.read(original.company());
    ledger.write(
        count,
        n -> ids.of(COMPANY, n),
        n -> bookings.stream().map(booking -> copy(booking, n)).toList());
  }

  private static Ledger.Booking copy(Ledger.Booking booking, int n) {
    return new Ledger.Booking(
        mapped(booking.id(), n),
        booking.kind(),
        mapped(booking.license(), n),
        booking.version(),
        booking.at(),
        booking.lines().stream()
            .map(
                line ->
                    new Ledger.Line(
                        mapped(line.office(), n),
                        line.type(),
                        line.plan(),
                        line.account(),
                        line.quantity()))
            .toList());
  }

  /** What {@link Ids#mapped} is in SQL. */
  private static UUID mapped(UUID id, int n) {
    byte[] text = (id + COMPANY + n).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] md5 = MessageDigest.getInstance("MD5").digest(text);
      ByteBuffer bits = ByteBuffer.wrap(md5);
      return new UUID(bits.getLong(), bits.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  private void identity(Copies copies, int users) throws SQLException {
    copies.make("member", ofUser(), users, person(users));
    copies.make(
        "membership",
        ofUser(),
        users,
        Map.of("user_id", ids.sql("user"), "person_id", ids.sql("person")));
    words(copies, original.user(), "user", users);
    licenseViews(copies, users);
    copies.make(
        "number_view",
        ofNumber(),
        users / USERS_PER_NUMBER,
        Map.of("e164", number(), "user_id", ids.sql("user")));
    copies.make(
        "joining",
        "company_id = '%s' and invitation_id = '%s'"
            .formatted(original.company(), original.invitation()),
        users / USERS_PER_INVITATION,
        Map.of(
            "join_id", ids.sql("join"),
            "invitation_id", ids.sql("invitation"),
            "user_id", ids.sql("user"),
            "person_id", ids.sql("person")));
    int pending = users / USERS_PER_PENDING;
    copies.make(
        "pending_view",
        "company_id = '%s' and invitation_id = '%s'"
            .formatted(original.company(), original.pending()),
        pending,
        Map.of(
            "invitation_id", ids.sql("pending"),
            "first_name", first("Ina"),
            "last_name", last(),
            "email", email("pending"),
            "email_key", email("pending"),
            "sort_name", "lower(" + last() + " || ' ' || " + first("Ina") + ")"));
    words(copies, original.pending(), "pending", pending);
    copies.settle();
  }

  private Map<String, String> person(int users) {
    Map<String, String> columns = new HashMap<>();
    columns.put("user_id", ids.sql("user"));
    columns.put("person_id", ids.sql("person"));
    columns.put("first_name", first("Uma"));
    columns.put("last_name", last());
    columns.put("email", email("user"));
    columns.put("email_key", email("user"));
    columns.put("sort_name", "lower(" + last() + " || ' ' || " + first("Uma") + ")");
    columns.put("joined_at", "p.joined_at - n * interval '1 second'");
    columns.put("invitation_id", withInvitation(users));
    return columns;
  }

  /** The words that find somebody: the parts of the names and of the address, and the address. */
  private void words(Copies copies, UUID subject, String kind, int count) throws SQLException {
    String first = kind.equals("user") ? first("Uma") : first("Ina");
    for (String word :
        List.of(
            "lower(" + first + ")",
            "lower(" + last() + ")",
            "'" + kind + "' || n",
            "'fill'",
            "'test'",
            "'fill.test'",
            email(kind))) {
      copies.make(
          "search_word",
          "ctid = (select ctid from search_word where company_id = '%s' and subject_id = '%s' limit 1)"
              .formatted(original.company(), subject),
          count,
          Map.of("word", word, "subject_id", ids.sql(kind)));
    }
  }

  private void licenseViews(Copies copies, int users) throws SQLException {
    copies.make(
        "license_view",
        ofLicense(original.license()),
        users,
        Map.of("license_id", ids.sql("license"), "user_id", ids.sql("user")));
    copies.make(
        "license_view",
        ofLicense(original.reserved()),
        users / USERS_PER_PENDING,
        Map.of("license_id", ids.sql("reserved")));
  }

  private void invitation(Copies copies, int users) throws SQLException {
    copies.make(
        "user_view",
        ofUser(),
        users,
        Map.of(
            "user_id", ids.sql("user"),
            "first_name", first("Uma"),
            "last_name", last(),
            "address", email("user")));
    memberships(copies, users);
    int joined = users / USERS_PER_INVITATION;
    invitations(
        copies,
        original.invitation(),
        "invitation",
        joined,
        Map.of(
            "email", email("user"),
            "address", email("user"),
            "license_id", ids.sql("license"),
            "user_id", ids.sql("user"),
            "join_id", ids.sql("join")));
    int pending = users / USERS_PER_PENDING;
    invitations(
        copies,
        original.pending(),
        "pending",
        pending,
        Map.of(
            "email", email("pending"),
            "address", email("pending"),
            "license_id", ids.sql("reserved")));
    copies.make(
        "job",
        ofCompany() + " and subject = '" + original.pending() + "'",
        pending,
        Map.of("id", "gen_random_uuid()", "subject", ids.sql("pending") + "::text"));
    copies.settle();
  }

  private void invitations(Copies copies, UUID like, String kind, int count, Map<String, String> of)
      throws SQLException {
    Map<String, String> columns = new HashMap<>(of);
    columns.put("id", ids.sql(kind));
    columns.put("first_name", first("Ina"));
    columns.put("last_name", last());
    columns.put("created_at", "p.created_at - n * interval '1 second'");
    copies.make("invitation", ofCompany() + " and id = '" + like + "'", count, columns);
    String ofIt = ofCompany() + " and invitation_id = '" + like + "'";
    String id = ids.sql(kind);
    copies.make("invitation_step", ofIt, count, Map.of("invitation_id", id));
    copies.make("mail", ofIt, count, Map.of("invitation_id", id, "id", Ids.mapped("id", kind)));
    copies.make(
        "link",
        ofIt,
        count,
        Map.of(
            "invitation_id",
            id,
            "id",
            Ids.mapped("id", kind),
            "token_hash",
            Ids.hashed("token_hash", kind)));
    copies.make(
        "return_path",
        ofIt,
        count,
        Map.of(
            "invitation_id",
            id,
            "mail_id",
            Ids.mapped("mail_id", kind),
            "hash",
            Ids.hashed("hash", kind)));
  }

  private void numbering(Copies copies, int users) throws SQLException {
    copies.make(
        "user_view",
        ofUser(),
        users,
        Map.of(
            "user_id", ids.sql("user"),
            "first_name", first("Uma"),
            "last_name", last()));
    copies.make("user_settled", ofUser(), users, Map.of("user_id", ids.sql("user")));
    memberships(copies, users);
    licenseViews(copies, users);
    int numbers = users / USERS_PER_NUMBER;
    copies.make(
        "phone_number", ofNumber(), numbers, Map.of("e164", number(), "user_id", ids.sql("user")));
    copies.make(
        "purchase",
        ofNumber(),
        numbers,
        Map.of("id", ids.sql("purchase"), "e164", number(), "hold_id", ids.sql("hold")));
    copies.make(
        "number_claim", "e164 = '" + original.number() + "'", numbers, Map.of("e164", number()));
    copies.settle();
  }

  private void billing(Copies copies, int users) throws SQLException {
    copies.make(
        "member",
        ofUser(),
        users,
        Map.of("user_id", ids.sql("user"), "invitation_id", withInvitation(users)));
    memberships(copies, users);
    copies.make(
        "license",
        ofLicense(original.license()),
        users,
        Map.of("license_id", ids.sql("license"), "holder_user_id", ids.sql("user")));
    int pending = users / USERS_PER_PENDING;
    copies.make(
        "license",
        ofLicense(original.reserved()),
        pending,
        Map.of("license_id", ids.sql("reserved"), "holder_invitation_id", ids.sql("pending")));
    copies.make(
        "seat",
        ofCompany() + " and process_id = '" + original.invitation() + "'",
        users / USERS_PER_INVITATION,
        Map.of(
            "process_id", ids.sql("invitation"),
            "license_id", ids.sql("license"),
            "user_id", ids.sql("user")));
    copies.make(
        "seat",
        ofCompany() + " and process_id = '" + original.pending() + "'",
        pending,
        Map.of("process_id", ids.sql("pending"), "license_id", ids.sql("reserved")));
    int numbers = users / USERS_PER_NUMBER;
    copies.make(
        "number_charge",
        ofNumber(),
        numbers,
        Map.of(
            "process_id", ids.sql("purchase"),
            "charge_id", ids.sql("charge"),
            "e164", number()));
    copies.make("number_seen", ofNumber(), numbers, Map.of("e164", number()));
    book(copies, original.license(), "license", users, "ASSIGNED");
    book(copies, original.reserved(), "reserved", pending, "RESERVED");
    copies.settle();
  }

  /** The licenses' entries in the ledger: each was made as it is. */
  private void book(Copies copies, UUID like, String kind, int count, String account)
      throws SQLException {
    Ledger ledger = new Ledger(copies.connection());
    Ledger.Booking last =
        ledger.read(original.company()).stream()
            .filter(booking -> booking.license().equals(like))
            .reduce((one, later) -> later)
            .orElseThrow();
    Ledger.Line into = last.lines().getLast();
    List<Ledger.Line> lines =
        List.of(
            new Ledger.Line(into.office(), into.type(), into.plan(), "PURCHASED", -1),
            new Ledger.Line(into.office(), into.type(), into.plan(), account, 1));
    ledger.append(
        original.company(),
        count,
        n ->
            new Ledger.Booking(
                ids.of(kind + " entry", n),
                "CREATED",
                ids.of(kind, n),
                last.version(),
                last.at(),
                lines));
    copies.run(
        """
        update license_balance set purchased = purchased + %1$d, %2$s = %2$s + %1$d
        where company_id = '%3$s' and office_id = '%4$s' and type = '%5$s' and plan = '%6$s'
        """
            .formatted(
                count,
                account.toLowerCase(Locale.ROOT),
                original.company(),
                into.office(),
                into.type(),
                into.plan()));
  }

  private void memberships(Copies copies, int users) throws SQLException {
    copies.make(
        "membership",
        ofUser(),
        users,
        Map.of("user_id", ids.sql("user"), "person_id", ids.sql("person")));
  }

  private String withInvitation(int users) {
    return "case when n <= "
        + users / USERS_PER_INVITATION
        + " then "
        + ids.sql("invitation")
        + " end";
  }

  private String ofCompany() {
    return "company_id = '" + original.company() + "'";
  }

  private String ofUser() {
    return ofCompany() + " and user_id = '" + original.user() + "'";
  }

  private String ofLicense(UUID license) {
    return ofCompany() + " and license_id = '" + license + "'";
  }

  private String ofNumber() {
    return ofCompany() + " and e164 = '" + original.number() + "'";
  }

  private static String first(String like) {
    return "('" + like + "' || n % 97)";
  }

  private static String last() {
    return "('Stone' || n % 4999)";
  }

  private static String email(String kind) {
    return "('" + kind + "' || n || '@fill.test')";
  }

  private String number() {
    return "('+1" + area + "' || (2000000 + n))";
  }

  private void inEach(Map<String, Work> work) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running =
          work.entrySet().stream()
              .<Future<?>>map(it -> threads.submit(() -> in(it.getKey(), it.getValue())))
              .toList();
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new ServerFailure("Filling failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailure("Interrupted while filling", e);
    }
  }

  private Void in(String service, Work work) throws SQLException {
    long began = System.nanoTime();
    try (Copies copies = new Copies(databases.admin(service))) {
      work.in(copies);
    }
    say.accept("%s filled in %d s".formatted(service, (System.nanoTime() - began) / 1_000_000_000));
    return null;
  }

  private static ServerFailure failed(SQLException e) {
    return new ServerFailure("Filling failed: " + e.getMessage(), e);
  }
}
