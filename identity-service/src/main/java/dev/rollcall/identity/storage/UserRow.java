package dev.rollcall.identity.storage;

import dev.rollcall.identity.Permission;
import dev.rollcall.identity.Product;
import dev.rollcall.identity.Role;
import dev.rollcall.identity.User;
import dev.rollcall.platform.text.EmailAddress;
import dev.rollcall.platform.text.SearchText;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A row of {@code member}. */
@Entity
@Table(name = "member")
@IdClass(UserRow.Key.class)
@NullUnmarked
class UserRow {

  /** Its primary key, company first. */
  record Key(UUID companyId, UUID userId) implements Serializable {}

  @Id UUID companyId;
  @Id UUID userId;
  UUID personId;
  String firstName;
  String lastName;
  String email;
  String emailKey;
  String sortName;
  @Nullable String phone;
  @Nullable String jobTitle;

  @Enumerated(EnumType.STRING)
  Role role;

  UUID officeId;
  UUID[] adminOfficeIds;
  String[] products;
  String[] granted;

  @Enumerated(EnumType.STRING)
  User.Status status;

  boolean founder;
  @Nullable UUID invitationId;
  Instant joinedAt;
  @Nullable Instant deletedAt;
  @Nullable Instant restorableUntil;
  Instant updatedAt;
  long version;

  static UserRow of(User user) {
    var row = new UserRow();
    row.companyId = user.companyId();
    row.userId = user.id();
    row.personId = user.personId();
    row.founder = user.founder();
    row.invitationId = user.invitationId();
    row.take(user);
    return row;
  }

  void take(User user) {
    User.Profile profile = user.profile();
    User.Position position = user.position();
    User.Lifecycle lifecycle = user.lifecycle();
    firstName = profile.firstName();
    lastName = profile.lastName();
    email = profile.email();
    emailKey = EmailAddress.keyOf(profile.email());
    sortName = SearchText.fold(profile.lastName() + " " + profile.firstName());
    phone = profile.phone();
    jobTitle = profile.jobTitle();
    role = position.role();
    officeId = position.officeId();
    adminOfficeIds = position.adminOfficeIds().toArray(UUID[]::new);
    products = Arrays.names(position.products());
    granted = Arrays.names(position.granted());
    status = lifecycle.status();
    joinedAt = lifecycle.joinedAt();
    deletedAt = lifecycle.deletedAt();
    restorableUntil = lifecycle.restorableUntil();
    updatedAt = lifecycle.updatedAt();
    version = user.version();
  }

  User toUser() {
    return new User(
        userId,
        companyId,
        personId,
        new User.Profile(firstName, lastName, email, phone, jobTitle),
        new User.Position(
            role,
            officeId,
            Set.of(adminOfficeIds),
            Arrays.constants(products, Product.class),
            Arrays.constants(granted, Permission.class)),
        new User.Lifecycle(status, joinedAt, deletedAt, restorableUntil, updatedAt),
        founder,
        invitationId,
        version);
  }
}
