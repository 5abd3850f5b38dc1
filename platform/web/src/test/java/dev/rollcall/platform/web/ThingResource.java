package dev.rollcall.platform.web;

import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.CurrentPerson;
import dev.rollcall.platform.web.access.Public;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.access.ServiceOnly;
import dev.rollcall.platform.web.access.SignedIn;
import dev.rollcall.platform.web.etag.Versions;
import dev.rollcall.platform.web.idempotency.Idempotency;
import dev.rollcall.platform.web.idempotency.RequestKeys;
import dev.rollcall.platform.web.paging.Page;
import dev.rollcall.platform.web.paging.PageRequest;
import dev.rollcall.platform.web.paging.Paging;
import dev.rollcall.platform.web.problem.Answers;
import dev.rollcall.platform.web.waiting.Waiting;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What the tests call: a resource as a service has it, using every part of the machinery. */
@Path("/test/v1")
@Produces(MediaType.APPLICATION_JSON)
public class ThingResource {

  /** How often the work behind an Idempotency-Key has begun. */
  static final AtomicInteger WORK_BEGUN = new AtomicInteger();

  /** How many slow writes have begun, and how many have come to their end. */
  static final AtomicInteger SLOW_WRITES_BEGUN = new AtomicInteger();

  static final AtomicInteger SLOW_WRITES_DONE = new AtomicInteger();

  private final CompanyTransaction tx;
  private final CompanySql sql;
  private final Pool pool;
  private final Ids ids;
  private final CurrentCaller caller;
  private final CurrentPerson person;
  private final RequestKeys keys;
  private final Idempotency idempotency;
  private final Paging paging;
  private final Waiting waiting;

  ThingResource(
      CompanyTransaction tx,
      CompanySql sql,
      Pool pool,
      Ids ids,
      CurrentCaller caller,
      CurrentPerson person,
      RequestKeys keys,
      Idempotency idempotency,
      Paging paging,
      Waiting waiting) {
    this.tx = tx;
    this.sql = sql;
    this.pool = pool;
    this.ids = ids;
    this.caller = caller;
    this.person = person;
    this.keys = keys;
    this.idempotency = idempotency;
    this.paging = paging;
    this.waiting = waiting;
  }

  enum Colour {
    RED,
    GREEN
  }

  record Part(@NotBlank String label, @Min(1) int count) {}

  record Everything(
      @NotNull @Size(max = 20) String name,
      @Nullable UUID id,
      @Nullable Instant at,
      @Nullable LocalDate day,
      @Nullable Colour colour,
      @Nullable Boolean flag,
      @Nullable List<@Valid Part> parts,
      @Nullable Map<String, String> labels,
      @Nullable List<String> words) {}

  record NewThing(@NotBlank String name) {}

  record Thing(UUID id, String name, long version) {}

  @POST
  @Path("/everything")
  @Public
  public Uni<Everything> everything(@Valid Everything body) {
    return Uni.createFrom().item(body);
  }

  /** A POST without a body. */
  @POST
  @Path("/touched")
  @Public
  public Uni<RestResponse<Void>> touch() {
    return Uni.createFrom().item(RestResponse.noContent());
  }

  @GET
  @Path("/parameters/{id}")
  @Public
  public Uni<String> parameters(
      UUID id,
      @QueryParam("officeId") @Nullable UUID officeId,
      @QueryParam("colour") @Nullable Colour colour,
      @QueryParam("at") @Nullable Instant at,
      @QueryParam("count") @Min(1) @Nullable Integer count,
      @QueryParam("q") @Nullable String q) {
    return Uni.createFrom().item("{}");
  }

  @GET
  @Path("/refusals/{kind}")
  @Public
  public Uni<String> refuse(Refusal.Kind kind) {
    Refusal refusal =
        kind == Refusal.Kind.TOO_MANY
            ? Refusal.tooMany("TOO_MANY_MAILS", "Later.", Duration.ofMillis(1500))
            : Refusal.of(kind, "SOME_CODE", "Some detail.").with("state", "OPEN");
    return Uni.createFrom().item(Outcome.<String>refused(refusal)).map(Answers::orProblem);
  }

  @GET
  @Path("/bugs")
  @Public
  @Operation(hidden = true)
  public Uni<String> bug() {
    throw new IllegalStateException("secret internals of the class");
  }

  @GET
  @Path("/away")
  @Public
  @Operation(hidden = true)
  public Uni<String> away() {
    return Uni.createFrom().failure(new ConnectException("db.internal:5432 refused"));
  }

  @GET
  @Path("/me")
  @SignedIn
  public Uni<Map<String, String>> me() {
    return Uni.createFrom().item(Map.of("id", person.get().id().toString()));
  }

  @GET
  @Path("/maybe-me")
  @Public
  public Uni<Map<String, Boolean>> maybeMe() {
    return Uni.createFrom().item(Map.of("signedIn", person.find().isPresent()));
  }

  @GET
  @Path("/for-services")
  @ServiceOnly
  public Uni<Map<String, Boolean>> forServices() {
    return Uni.createFrom().item(Map.of("ok", true));
  }

  @GET
  @Path("/for-one-service")
  @ServiceOnly("numbering-service")
  public Uni<Map<String, Boolean>> forOneService() {
    return Uni.createFrom().item(Map.of("ok", true));
  }

  @GET
  @Path("/companies/{companyId}/things")
  @RequiresPermission("things.read")
  public Uni<RestResponse<Page<Thing>>> list(
      @Context UriInfo uri,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("q") @Nullable String q) {
    PageRequest page = paging.request(uri, limit, cursor);
    return sql.within(caller.get().company(), connection -> read(connection, page))
        .map(found -> paging.answer(uri, page, found, thing -> List.of(thing.name())));
  }

  private static Uni<List<Thing>> read(SqlConnection connection, PageRequest page) {
    return connection
        .preparedQuery("select id, name, version from thing where name > $1 order by name limit $2")
        .execute(Tuple.of(page.first() ? "" : page.after().getFirst(), page.limit() + 1))
        .map(ThingResource::things);
  }

  private static List<Thing> things(RowSet<io.vertx.mutiny.sqlclient.Row> rows) {
    return rows.stream()
        .map(row -> new Thing(row.getUUID(0), row.getString(1), row.getLong(2)))
        .toList();
  }

  @POST
  @Path("/companies/{companyId}/things")
  @RequiresPermission("things.manage")
  public Uni<RestResponse<Map<String, Object>>> create(@Valid NewThing body) {
    var key = keys.of(caller.get(), body);
    UUID company = caller.get().company();
    return tx.within(company, () -> idempotency.once(key, () -> make(company, body)))
        .map(Answers::orProblem)
        .map(ThingResource::created);
  }

  @POST
  @Path("/things")
  @SignedIn
  public Uni<RestResponse<Map<String, Object>>> signUp(@Valid NewThing body) {
    var key = keys.of(person.get().id(), body);
    UUID company = ids.next();
    return tx.within(company, () -> idempotency.once(key, () -> make(company, body)))
        .map(Answers::orProblem)
        .map(ThingResource::created);
  }

  private Uni<Outcome<UUID>> make(UUID company, NewThing body) {
    WORK_BEGUN.incrementAndGet();
    UUID id = ids.next();
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        "insert into thing (company_id, id, name) values (:company, :id, :name)")
                    .setParameter("company", company)
                    .setParameter("id", id)
                    .setParameter("name", body.name())
                    .executeUpdate())
        .replaceWith(
            body.name().equals("refused")
                ? Outcome.refused(Refusal.conflict("REFUSED", "No."))
                : Outcome.done(id));
  }

  private static RestResponse<Map<String, Object>> created(Idempotency.Created created) {
    var answer =
        RestResponse.ResponseBuilder.<Map<String, Object>>create(201)
            .entity(Map.of("id", created.id()));
    if (created.replayed()) {
      answer.header("Idempotent-Replayed", "true");
    }
    return answer.build();
  }

  @PUT
  @Path("/companies/{companyId}/things/{thingId}")
  @RequiresPermission("things.manage")
  public Uni<RestResponse<Void>> change(
      UUID thingId, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, NewThing body) {
    return Uni.createFrom()
        .item(Versions.check(ifMatch, 3))
        .map(Answers::orProblem)
        .map(version -> RestResponse.ResponseBuilder.<Void>create(204).build());
  }

  /** Settles a thing, in a transaction of its own. */
  @POST
  @Path("/companies/{companyId}/things/{thingId}/settle")
  @RequiresPermission({})
  public Uni<RestResponse<Void>> settle(UUID thingId) {
    return tx.within(caller.get().company(), () -> settleNow(thingId))
        .replaceWith(RestResponse.noContent());
  }

  private Uni<Outcome<UUID>> settleNow(UUID thingId) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery("update thing set settled = true where id = :id")
                    .setParameter("id", thingId)
                    .executeUpdate())
        .chain(() -> waiting.settled(thingId))
        .replaceWith(Outcome.done(thingId));
  }

  /** Waits for a thing, and writes afterwards, which needs the right context. */
  @GET
  @Path("/companies/{companyId}/things/{thingId}/settled")
  @RequiresPermission({})
  public Uni<Map<String, Object>> settled(
      UUID thingId, @HeaderParam("Prefer") @Nullable String prefer) {
    UUID company = caller.get().company();
    long begun = System.nanoTime();
    var looks = new AtomicInteger();
    return waiting
        .until(
            thingId,
            waiting.preferred(prefer),
            () -> {
              looks.incrementAndGet();
              return isSettled(company, thingId);
            },
            is -> is)
        .call(() -> tx.within(company, () -> isSettledOnSession(thingId)))
        .map(
            is ->
                Map.of(
                    "settled",
                    is,
                    "millis",
                    (System.nanoTime() - begun) / 1_000_000,
                    "looks",
                    looks.get(),
                    "company",
                    caller.get().company()));
  }

  private Uni<Boolean> isSettled(UUID company, UUID thingId) {
    return tx.within(company, () -> isSettledOnSession(thingId));
  }

  private Uni<Boolean> isSettledOnSession(UUID thingId) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery("select settled from thing where id = :id", Boolean.class)
                    .setParameter("id", thingId)
                    .getSingleResult());
  }

  /** A write that takes its time, for clients that hang up. */
  @POST
  @Path("/companies/{companyId}/slow-writes")
  @RequiresPermission({})
  public Uni<RestResponse<Void>> slowWrite(NewThing body) {
    UUID company = caller.get().company();
    return tx.within(company, () -> writeSlowly(company, body))
        .invoke(SLOW_WRITES_DONE::incrementAndGet)
        .replaceWith(RestResponse.noContent());
  }

  private Uni<Outcome<UUID>> writeSlowly(UUID company, NewThing body) {
    SLOW_WRITES_BEGUN.incrementAndGet();
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery("select cast(pg_sleep(0.3) as text)", String.class)
                    .getSingleResult())
        .chain(() -> make(company, body));
  }

  /** Reads a body of any size on the event loop, where Hibernate Reactive works. */
  @POST
  @Path("/companies/{companyId}/large")
  @RequiresPermission({})
  public Uni<Map<String, Integer>> large(Map<String, String> body) {
    return tx.within(caller.get().company(), () -> Panache.getSession().map(s -> body.size()))
        .map(size -> Map.of("size", size));
  }

  @DELETE
  @Path("/companies/{companyId}/things")
  @RequiresPermission("things.manage")
  public Uni<RestResponse<Void>> clear() {
    return pool.query("select 1").execute().replaceWith(RestResponse.noContent());
  }
}
