package dev.rollcall.platform.test;

/** Reads what the mail server took. */
public final class Mails {

  private Mails() {}
}
