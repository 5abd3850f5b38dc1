package dev.rollcall.invitation.storage;

import dev.rollcall.invitation.Invitation;
import dev.rollcall.invitation.Invitation.Accepted;
import dev.rollcall.invitation.Invitation.Accepting;
import dev.rollcall.invitation.Invitation.Bounced;
import dev.rollcall.invitation.Invitation.Claim;
import dev.rollcall.invitation.Invitation.Declined;
import dev.rollcall.invitation.Invitation.Expired;
import dev.rollcall.invitation.Invitation.Joined;
import dev.rollcall.invitation.Invitation.Origin;
import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.invitation.Invitation.Refused;
import dev.rollcall.invitation.Invitation.Requested;
import dev.rollcall.invitation.Invitation.Revoked;
import dev.rollcall.invitation.Offer;
import dev.rollcall.invitation.Role;
import dev.rollcall.invitation.Status;
import dev.rollcall.platform.text.EmailAddress;
import dev.rollcall.platform.text.SearchText;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as it is stored: the domain's state, flat, and what only storing and reading need.
 */
@Entity
@Table(name = "invitation")
@IdClass(InvitationRow.Key.class)
public class InvitationRow {

  /** The key: company first, so that the table can be sharded by it. */
  public static class Key implements Serializable {

    private static final long serialVersionUID = 1L;

    @Nullable UUID companyId;
    @Nullable UUID id;

    public Key() {}

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && Objects.equals(companyId, key.companyId)
          && Objects.equals(id, key.id);
    }

    @Override
    public int hashCode() {
      return Objects.hash(companyId, id);
    }
  }

  /** How far the newest mail got (INV-19). */
  public enum Delivery {
    /** No mail was made yet. */
    NONE,
    /** The mail waits for the mail server. */
    QUEUED,
    /** The mail server has taken it. */
    SENT,
    /** The mail server had not taken it when the link's time was up. */
    FAILED,
    /** Not sent: the invitation was taken back first. */
    DROPPED,
    /** The mail server refused the recipient for good. */
    BOUNCED
  }

  /** What {@link #of} reads; a column that a newer version adds changes no statement. */
  static final String COLUMNS =
      """
      company_id, id, version, revision, status, attempt, generation, reopened_from, first_name,
      last_name, email, address, job_title, phone, language, role, office_id, products, seat_source,
      license_type, plan, quote_id, license_id, invited_by, expires_at, refusal, user_id, join_id,
      claim_id, claim_until, claimed_first_name, claimed_last_name, claimed_phone, claimed_products,
      delivery, ended_at, anonymised_at, batch_id, created_at, updated_at
      """;

  @Id
  @Column(name = "company_id")
  private UUID companyId;

  @Id private UUID id;

  @Column private long version;
  @Column private long revision;
  @Column private String status;
  @Column private int attempt;
  @Column private int generation;

  @Column(name = "reopened_from")
  private @Nullable String reopenedFrom;

  @Column(name = "first_name")
  private @Nullable String firstName;

  @Column(name = "last_name")
  private @Nullable String lastName;

  @Column private String email;
  @Column private String address;

  /** What it is found by; a trigger keeps the table that is searched. */
  @Column private String @Nullable [] words;

  @Column(name = "job_title")
  private @Nullable String jobTitle;

  @Column private @Nullable String phone;
  @Column private @Nullable String language;
  @Column private String role;

  @Column(name = "office_id")
  private UUID officeId;

  @Column private String[] products;

  @Column(name = "seat_source")
  private String seatSource;

  @Column(name = "license_type")
  private String licenseType;

  @Column private @Nullable String plan;

  @Column(name = "quote_id")
  private @Nullable UUID quoteId;

  @Column(name = "license_id")
  private @Nullable UUID licenseId;

  @Column(name = "invited_by")
  private UUID invitedBy;

  @Column(name = "expires_at")
  private @Nullable Instant expiresAt;

  @Column private @Nullable String refusal;

  @Column(name = "user_id")
  private @Nullable UUID userId;

  @Column(name = "join_id")
  private @Nullable UUID joinId;

  @Column(name = "claim_id")
  private @Nullable UUID claimId;

  @Column(name = "claim_until")
  private @Nullable Instant claimUntil;

  @Column(name = "claimed_first_name")
  private @Nullable String claimedFirstName;

  @Column(name = "claimed_last_name")
  private @Nullable String claimedLastName;

  @Column(name = "claimed_phone")
  private @Nullable String claimedPhone;

  @Column(name = "claimed_products")
  private String @Nullable [] claimedProducts;

  @Column private String delivery = Delivery.NONE.name();

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  @Column(name = "anonymised_at")
  private @Nullable Instant anonymisedAt;

  @Column(name = "batch_id")
  private @Nullable UUID batchId;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  @SuppressWarnings("NullAway.Init")
  protected InvitationRow() {}

  /** A new row; nothing is published of it yet, so its version is 0. */
  @SuppressWarnings("NullAway.Init")
  public InvitationRow(Invitation invitation, Instant now) {
    companyId = invitation.offer().companyId();
    id = invitation.offer().id();
    createdAt = invitation.offer().createdAt();
    take(invitation, now);
  }

  static InvitationRow of(Row row) {
    var read = new InvitationRow();
    read.companyId = row.getUUID("company_id");
    read.id = row.getUUID("id");
    read.version = row.getLong("version");
    read.revision = row.getLong("revision");
    read.status = row.getString("status");
    read.attempt = row.getInteger("attempt");
    read.generation = row.getInteger("generation");
    read.reopenedFrom = row.getString("reopened_from");
    read.firstName = row.getString("first_name");
    read.lastName = row.getString("last_name");
    read.email = row.getString("email");
    read.address = row.getString("address");
    read.jobTitle = row.getString("job_title");
    read.phone = row.getString("phone");
    read.language = row.getString("language");
    read.role = row.getString("role");
    read.officeId = row.getUUID("office_id");
    read.products = row.getArrayOfStrings("products");
    read.seatSource = row.getString("seat_source");
    read.licenseType = row.getString("license_type");
    read.plan = row.getString("plan");
    read.quoteId = row.getUUID("quote_id");
    read.licenseId = row.getUUID("license_id");
    read.invitedBy = row.getUUID("invited_by");
    read.expiresAt = instant(row, "expires_at");
    read.refusal = row.getString("refusal");
    read.userId = row.getUUID("user_id");
    read.joinId = row.getUUID("join_id");
    read.claimId = row.getUUID("claim_id");
    read.claimUntil = instant(row, "claim_until");
    read.claimedFirstName = row.getString("claimed_first_name");
    read.claimedLastName = row.getString("claimed_last_name");
    read.claimedPhone = row.getString("claimed_phone");
    read.claimedProducts = row.getArrayOfStrings("claimed_products");
    read.delivery = row.getString("delivery");
    read.endedAt = instant(row, "ended_at");
    read.anonymisedAt = instant(row, "anonymised_at");
    read.batchId = row.getUUID("batch_id");
    read.createdAt = row.getOffsetDateTime("created_at").toInstant();
    read.updatedAt = row.getOffsetDateTime("updated_at").toInstant();
    return read;
  }

  private static @Nullable Instant instant(Row row, String column) {
    OffsetDateTime value = row.getOffsetDateTime(column);
    return value == null ? null : value.toInstant();
  }

  /** The row as the domain sees it. */
  public Invitation invitation() {
    return switch (status()) {
      case REQUESTED -> new Requested(offer(), origin());
      case PENDING -> pending();
      case ACCEPTING ->
          new Accepting(pending(), completed(), new Claim(present(claimId), present(claimUntil)));
      case ACCEPTED ->
          new Accepted(offer(), present(licenseId), present(expiresAt), present(userId));
      case JOINED -> new Joined(offer(), present(licenseId), present(expiresAt), present(userId));
      case REFUSED -> new Refused(offer(), present(refusal));
      case EXPIRED -> new Expired(offer(), present(expiresAt), Optional.ofNullable(refusal));
      case REVOKED -> new Revoked(offer());
      case DECLINED -> new Declined(offer());
      case BOUNCED -> new Bounced(offer(), present(expiresAt), Optional.ofNullable(refusal));
    };
  }

  /** The batch that it was invited with, if any. */
  public Optional<UUID> batch() {
    return Optional.ofNullable(batchId);
  }

  /** Notes the batch that it is invited with (INV-12). */
  public void belongTo(UUID batch) {
    batchId = batch;
  }

  /** Takes a new state over; the caller decides whether an event tells of it. */
  public final void take(Invitation next, Instant now) {
    takeOffer(next.offer());
    status = next.status().name();
    updatedAt = now;
    revision++;
    reopenedFrom = null;
    refusal = null;
    claimId = null;
    claimUntil = null;
    takeCompleted(null);
    switch (next) {
      case Requested requested -> takeOrigin(requested.origin());
      case Pending pending -> takePending(pending);
      case Accepting(Pending pending, Offer completed, Claim claim) -> {
        takePending(pending);
        takeCompleted(completed);
        claimId = claim.id();
        claimUntil = claim.until();
      }
      case Accepted accepted -> userId = accepted.userId();
      case Joined joined -> userId = joined.userId();
      case Refused refused -> refusal = refused.code();
      case Expired expired -> refusal = expired.refusal().orElse(null);
      case Bounced bounced -> refusal = bounced.refusal().orElse(null);
      case Revoked revoked -> licenseId = null;
      case Declined declined -> licenseId = null;
    }
    endedAt = next instanceof Invitation.Ended ? now : null;
    if (next instanceof Invitation.Ended) {
      licenseId = null;
    }
  }

  private void takeOrigin(Origin origin) {
    licenseId = null;
    switch (origin) {
      case Origin.New() -> expiresAt = null;
      case Origin.Again(Status from, Instant until) -> {
        reopenedFrom = from.name();
        expiresAt = until;
      }
    }
  }

  private void takePending(Pending pending) {
    licenseId = pending.licenseId();
    expiresAt = pending.expiresAt();
    joinId = pending.joinId();
  }

  /** Beside the offer, which stays as it was until somebody has joined. */
  private void takeCompleted(@Nullable Offer completed) {
    claimedFirstName = completed == null ? null : completed.invitee().firstName();
    claimedLastName = completed == null ? null : completed.invitee().lastName();
    claimedPhone = completed == null ? null : completed.invitee().phone();
    claimedProducts =
        completed == null ? null : completed.position().products().toArray(String[]::new);
  }

  private String[] searchedWords() {
    return SearchText.wordsOf(
            Objects.requireNonNullElse(firstName, ""),
            Objects.requireNonNullElse(lastName, ""),
            email,
            address)
        .toArray(String[]::new);
  }

  /** Gives it its words where an older version of the service left it without. */
  void search() {
    words = anonymisedAt == null ? searchedWords() : new String[0];
  }

  private void takeOffer(Offer offer) {
    attempt = offer.attempt();
    generation = offer.generation();
    firstName = offer.invitee().firstName();
    lastName = offer.invitee().lastName();
    email = offer.invitee().address().text();
    address = offer.invitee().address().key();
    words = searchedWords();
    jobTitle = offer.invitee().jobTitle();
    phone = offer.invitee().phone();
    language = offer.invitee().language();
    role = offer.position().role().name();
    officeId = offer.position().officeId();
    products = offer.position().products().toArray(String[]::new);
    seatSource = offer.seat().source().name();
    licenseType = offer.seat().licenseType().name();
    quoteId = offer.seat().quoteId();
    Offer.Plan wished = offer.seat().plan();
    plan = wished == null ? null : wished.name();
    invitedBy = offer.invitedBy();
  }

  private Offer offer() {
    return new Offer(
        id,
        companyId,
        attempt,
        generation,
        new Offer.Invitee(
            firstName, lastName, new EmailAddress(email, address), jobTitle, phone, language),
        new Offer.Position(Role.valueOf(role), officeId, List.of(products)),
        new Offer.SeatWish(
            Offer.SeatSource.valueOf(seatSource),
            Offer.LicenseType.valueOf(licenseType),
            plan == null ? null : Offer.Plan.valueOf(plan),
            quoteId),
        invitedBy,
        createdAt);
  }

  private Offer completed() {
    String firstCompleted = claimedFirstName;
    String lastCompleted = claimedLastName;
    String[] productsLeft = claimedProducts;
    return firstCompleted == null || lastCompleted == null || productsLeft == null
        ? offer()
        : offer()
            .completedWith(firstCompleted, lastCompleted, claimedPhone)
            .withProducts(List.of(productsLeft));
  }

  private Pending pending() {
    return new Pending(offer(), present(licenseId), present(expiresAt), present(joinId));
  }

  private Origin origin() {
    return reopenedFrom == null
        ? new Origin.New()
        : new Origin.Again(Status.valueOf(reopenedFrom), present(expiresAt));
  }

  private static <T> T present(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  /** Forgets who was invited; what happened stays, under the invitation's id (EVENTS.md). */
  public void anonymise(Instant now) {
    firstName = null;
    lastName = null;
    email = id + "@anonymised.invalid";
    address = email;
    words = new String[0];
    jobTitle = null;
    phone = null;
    language = null;
    takeCompleted(null);
    anonymisedAt = now;
    updatedAt = now;
    revision++;
  }

  /** The mail moved on; readers see it, no event tells of it. */
  public void delivered(Delivery next, Instant now) {
    delivery = next.name();
    updatedAt = now;
    revision++;
  }

  /** The version of the event that tells of the newest state. */
  public long nextVersion() {
    version++;
    return version;
  }

  public UUID companyId() {
    return companyId;
  }

  public UUID id() {
    return id;
  }

  public long version() {
    return version;
  }

  public long revision() {
    return revision;
  }

  public Status status() {
    return Status.valueOf(status);
  }

  public int attempt() {
    return attempt;
  }

  public int generation() {
    return generation;
  }

  public @Nullable String firstName() {
    return firstName;
  }

  public @Nullable String lastName() {
    return lastName;
  }

  public String email() {
    return email;
  }

  public String address() {
    return address;
  }

  public @Nullable String jobTitle() {
    return jobTitle;
  }

  public @Nullable String phone() {
    return phone;
  }

  public @Nullable String language() {
    return language;
  }

  public String role() {
    return role;
  }

  public UUID officeId() {
    return officeId;
  }

  public List<String> products() {
    return List.of(products);
  }

  /** Whether it is invited with a license that is bought for it (INV-4). */
  public boolean buysItsSeat() {
    return seatSource.equals(Offer.SeatSource.PURCHASE.name());
  }

  public String seatSource() {
    return seatSource;
  }

  public @Nullable UUID quoteId() {
    return quoteId;
  }

  public String licenseType() {
    return licenseType;
  }

  public @Nullable String plan() {
    return plan;
  }

  public @Nullable UUID licenseId() {
    return licenseId;
  }

  public UUID invitedBy() {
    return invitedBy;
  }

  public @Nullable Instant expiresAt() {
    return expiresAt;
  }

  public @Nullable String refusal() {
    return refusal;
  }

  public @Nullable UUID userId() {
    return userId;
  }

  public Delivery delivery() {
    return Delivery.valueOf(delivery);
  }

  /** When it ended without a membership; null while it lives, and after somebody has joined. */
  public @Nullable Instant endedAt() {
    // A replica of the version that knew no such column may have ended it, or opened it again.
    return invitation() instanceof Invitation.Ended
        ? Optional.ofNullable(endedAt).orElse(updatedAt)
        : null;
  }

  /** When its personal data was forgotten, or null. */
  public @Nullable Instant anonymisedAt() {
    return anonymisedAt;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant updatedAt() {
    return updatedAt;
  }
}
