package dev.rollcall.invitation.configuration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of invitation-service. */
@ConfigMapping(prefix = "rollcall.invitation")
public interface InvitationConfig {

  /** Where mailed links lead: {@code {frontend-url}/join#token=…}. */
  String frontendUrl();

  /** Keys; they have no default, so that none is forgotten. */
  Keys keys();

  /** Limits of INV-9 and of calls without sign-in. */
  Limits limits();

  /** How long an acceptance may take before a job asks identity how it ended; real time. */
  @WithDefault("30s")
  Duration claimLease();

  /** How long a code that proves a mailbox is good (INV-10); product time. */
  @WithDefault("10m")
  Duration codeLifetime();

  /** How long billing may take to answer for a seat before the wait is an alarm; real time. */
  @WithDefault("5m")
  Duration seatDeadline();

  /** The language of mails to people whose invitation names none; BCP 47. */
  @WithDefault("en")
  String language();

  /** How long the mail server may take for one mail. */
  @WithDefault("15s")
  Duration mailTimeout();

  /** Keys of this service, the same on every replica. */
  interface Keys {

    /** Base64 of the 32 bytes that seal tokens while their mail waits (AES-256-GCM). */
    String seal();

    /** Base64 of at least 32 bytes that hash recipients in the mail counter (HMAC-SHA-256). */
    String recipient();

    /** Base64 of at least 32 bytes that hash the codes of copied links (HMAC-SHA-256). */
    String code();
  }

  /** How often. */
  interface Limits {

    /** Most mails per hour for one company and recipient. */
    @WithDefault("5")
    int mailsPerCompany();

    /** Most mails per hour for one recipient over all companies. */
    @WithDefault("20")
    int mailsOverAll();

    /** Most invitations, resends and copied links per hour of one inviter. */
    @WithDefault("2000")
    int sendingsPerInviter();

    /** Most invitations, resends and copied links per hour of one company. */
    @WithDefault("10000")
    int sendingsPerCompany();

    /** Most wrong codes for one copied link. */
    @WithDefault("10")
    int codeTries();

    /** Most calls per minute with one token. */
    @WithDefault("120")
    int callsPerToken();
  }
}
