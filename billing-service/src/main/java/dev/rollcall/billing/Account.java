package dev.rollcall.billing;

import java.util.UUID;

/** An account of a company's ledger: licenses of one type and plan in one office, in one book. */
public record Account(UUID officeId, LicenseType type, Plan plan, Book book) {

  /** Where licenses stand, and the contra account that they come from and go back to. */
  public enum Book {
    /** Contra: its balance is minus the number of licenses that the company pays for. */
    PURCHASED,
    FREE,
    RESERVED,
    ASSIGNED
  }

  /** The account that a license in this state is booked on; cancelled ones are paid for no more. */
  static Account of(License license) {
    Book book =
        switch (license.state()) {
          case FREE -> Book.FREE;
          case RESERVED -> Book.RESERVED;
          case ASSIGNED -> Book.ASSIGNED;
          case CANCELLED -> Book.PURCHASED;
        };
    return new Account(license.officeId(), license.type(), license.plan(), book);
  }

  /** The same licenses in another book. */
  public Account in(Book other) {
    return new Account(officeId, type, plan, other);
  }

  Account contra() {
    return in(Book.PURCHASED);
  }
}
