package dev.rollcall.platform.web.clock;

import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.Public;
import dev.rollcall.platform.web.problem.RefusalException;
import dev.rollcall.platform.web.waiting.Waiting;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Moves product time, in tests and demos (API.md, Test clock; X-4). Not there at all where the
 * clock is not adjustable; under {@code /internal}, which the gateway never routes.
 */
@Path("/internal/clock")
public class ClockResource {

  /** A hundred years either way: further than any deadline, and PostgreSQL keeps every sum. */
  private static final Duration FURTHEST = Duration.ofDays(36_525);

  private static final Duration HELD_WITHIN = Duration.ofSeconds(10);
  private static final UUID NOBODY_SETTLES_IT = new UUID(0, 0);

  private final ClockSettings settings;
  private final ClockStore store;
  private final SharedClock shared;
  private final ProductClock clock;
  private final Waiting waiting;

  ClockResource(
      ClockSettings settings,
      ClockStore store,
      SharedClock shared,
      ProductClock clock,
      Waiting waiting) {
    this.settings = settings;
    this.store = store;
    this.shared = shared;
    this.clock = clock;
    this.waiting = waiting;
  }

  /**
   * Where product time is to be.
   *
   * @param offset ISO 8601 duration ahead of real time, days included; negative goes back
   */
  public record Move(@NotNull String offset) {}

  /**
   * Where product time is.
   *
   * @param offset ISO 8601 duration ahead of real time
   * @param now product time, RFC 3339 UTC
   */
  public record Reading(String offset, Instant now) {}

  @GET
  @Public
  public Uni<Reading> read() {
    return ifAdjustable().chain(shared::look).map(done -> reading());
  }

  /** Answers when product time is there on every replica that lives. */
  @PUT
  @Public
  public Uni<Reading> move(@Valid Move move) {
    return ifAdjustable().chain(() -> moveTo(duration(move.offset())));
  }

  @DELETE
  @Public
  public Uni<Reading> reset() {
    return ifAdjustable().chain(() -> moveTo(Duration.ZERO));
  }

  private Uni<Void> ifAdjustable() {
    return settings.adjustable()
        ? Uni.createFrom().voidItem()
        : Uni.createFrom().failure(new RefusalException(Refusal.notFound()));
  }

  private Uni<Reading> moveTo(Duration offset) {
    return store.move(offset).call(shared::look).chain(this::everywhere).map(done -> reading());
  }

  private Uni<Boolean> everywhere(ClockStore.Setting setting) {
    return waiting
        .until(
            NOBODY_SETTLES_IT,
            HELD_WITHIN,
            () -> store.heldEverywhere(setting.version()),
            held -> held)
        .invoke(ClockResource::refuseUnlessHeld);
  }

  private static void refuseUnlessHeld(boolean held) {
    if (!held) {
      throw new RefusalException(
          Refusal.unavailable(
              "CLOCK_NOT_HELD", "Not every replica has the new time yet.", Duration.ofSeconds(1)));
    }
  }

  private Reading reading() {
    return new Reading(clock.offset().toString(), clock.instant());
  }

  private static Duration duration(String text) {
    try {
      Duration offset = Duration.parse(text);
      if (offset.abs().compareTo(FURTHEST) <= 0) {
        return offset;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Said below, the same for both.
    }
    throw new RefusalException(
        Refusal.invalid("/offset", "must be an ISO 8601 duration of at most a hundred years"));
  }
}
