package dev.rollcall.platform.test.samples.broken.offices;

import dev.rollcall.platform.test.samples.broken.seats.SeatManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Doesn't say who may call it, and its package is in a cycle. */
@Path("/offices")
public class OfficeResource {

  private final SeatManager seats;

  public OfficeResource(SeatManager seats) {
    this.seats = seats;
  }

  @GET
  public String get() {
    return seats.toString();
  }
}
