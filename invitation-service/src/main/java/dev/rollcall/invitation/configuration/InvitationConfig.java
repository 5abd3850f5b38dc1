package dev.rollcall.invitation.configuration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of invitation-service. */
@ConfigMapping(prefix = "rollcall.invitation")
public interface InvitationConfig {

  /** Where mailed links lead: {@code {frontend-url}/join#token=…}. */
  String frontendUrl();

  /** Keys; they have no default, so that none is forgotten. */
  Keys keys();

  /** Limits of INV-9, of CO-7, and of calls without sign-in. */
  Limits limits();

  /** How long an acceptance may take before a job asks identity how it ended; real time. */
  @WithDefault("30s")
  Duration claimLease();

  /** How long a code that proves a mailbox is good (INV-10); product time. */
  @WithDefault("10m")
  Duration codeLifetime();

  /**
   * How long billing may take to answer for a seat before the wait is an alarm and billing is asked
   * again; real time.
   */
  @WithDefault("5m")
  Duration seatDeadline();

  /**
   * How long the personal data of an invitation that nobody joined by is kept after its end, and
   * from its arrival (in days, real time) what nobody could read of the bounce mailbox.
   */
  @WithDefault("P30D")
  Duration keepEnded();

  /** Searching invitations. */
  Search search();

  /** How much a search looks at for one page, however many invitations the company has. */
  interface Search {

    /** Those that a word fits are looked at one by one where they are no more. */
    @WithDefault("1000")
    int mostCandidates();

    /**
     * Else the list is walked for so many rows, and the next page continues from there; more than
     * the candidates, or searches for what is rare take many pages.
     */
    @WithDefault("5000")
    int mostWalked();
  }

  /** How long rows stay that no rule needs any more. */
  Retention retention();

  /** Keeping rows. */
  interface Retention {

    /**
     * Links and return paths, from when they were made; real time, and longer than a link may live.
     * A link that is gone opens nothing, like one that has ended (410).
     */
    @WithDefault("P180D")
    Duration links();

    /**
     * The steps of the timeline of an invitation that is over, in product time; at least 90 days.
     * Those of one that is open, or that somebody accepts, stay.
     */
    @WithDefault("P400D")
    Duration timelines();

    /** How often old rows are deleted; real time. */
    @WithDefault("1h")
    Duration every();
  }

  /** The language of mails to people whose invitation names none; BCP 47. */
  @WithDefault("en")
  String language();

  /**
   * How long the mail server may be silent in the middle of a mail. Servers look for spam and
   * viruses before they answer, so a client waits for minutes (RFC 5321 §4.5.3.2 says five for most
   * commands, ten at the end of the data): giving up earlier sends the same mail again.
   */
  @WithDefault("10m")
  Duration mailTimeout();

  /** Mail that comes back (INV-19). */
  Bounces bounces();

  /** Where mail comes back to, and how it is read there. */
  interface Bounces {

    /**
     * The address that undeliverable mail comes back to, e.g. {@code bounce@mail.example}: each
     * mail's return path is a sub-address of it, {@code bounce+…@mail.example}, which the mailbox
     * has to take (RFC 5233). Without it, mail comes back to the sender's address.
     */
    Optional<String> address();

    /** The mailbox of that address. */
    Imap imap();

    /** How often the mailbox is looked into; real time, a second or more. */
    @WithDefault("1m")
    Duration every();
  }

  /** A mailbox over IMAP. */
  interface Imap {

    /** Without it the mailbox is not read, and mail that comes back later is not noticed. */
    Optional<String> host();

    @WithDefault("993")
    int port();

    Optional<String> user();

    Optional<String> password();

    /** Whether to speak TLS from the start; a start in production refuses without. */
    @WithDefault("true")
    boolean tls();

    /** How long it may take to connect, and to answer. */
    @WithDefault("30s")
    Duration timeout();

    /** The folder that mail arrives in; it is emptied. */
    @WithDefault("INBOX")
    String folder();

    /**
     * The folder for what nobody could read; made where it isn't there, below the server's personal
     * namespace if it has one ({@code INBOX.Aside}). Where it can't be made, or is full, messages
     * stay in {@link #folder()}, flagged, and flagged ones are not read. Either is deleted after
     * {@link InvitationConfig#keepEnded()}.
     */
    @WithDefault("Aside")
    String aside();
  }

  /** Inviting many at once (INV-12). */
  Batches batches();

  /** Sizes of batches. */
  interface Batches {

    /** Most rows of one batch. */
    @WithDefault("500")
    int most();

    /** How many rows one job works through; the jobs of a batch run side by side. */
    @WithDefault("50")
    int chunk();
  }

  /** Keys of this service, the same on every replica. */
  interface Keys {

    /** Base64 of the 32 bytes that seal tokens while their mail waits (AES-256-GCM). */
    String seal();

    /**
     * Base64 of at least 32 bytes that hash recipients in the mail counter, and mark the return
     * path of each mail (HMAC-SHA-256).
     */
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

    /** Most mails a day of one company (CO-7), and how many more for each license it has. */
    @WithDefault("50")
    int mailsPerDay();

    /** How many mails a day each license of a company adds. */
    @WithDefault("5")
    int mailsPerLicense();

    /**
     * Most mails a day of all companies together that one person founded and that bought nothing.
     */
    @WithDefault("200")
    int mailsPerFounder();

    /** Most wrong codes for one copied link. */
    @WithDefault("10")
    int codeTries();

    /** Most calls per minute with one token. */
    @WithDefault("120")
    int callsPerToken();
  }
}
