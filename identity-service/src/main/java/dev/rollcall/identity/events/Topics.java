package dev.rollcall.identity.events;

/** The topics that identity writes. */
final class Topics {

  static final String COMPANY = "rollcall.company.v1";
  static final String USER = "rollcall.user.v1";

  private Topics() {}
}
