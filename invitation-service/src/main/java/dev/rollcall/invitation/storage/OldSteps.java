package dev.rollcall.invitation.storage;

import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.storage.OldRows;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Deletes the old steps of timelines (INV-21) of invitations that are over. Old steps are found
 * over all companies, a stretch at a time, and deleted company by company; those of an invitation
 * that is open are passed by.
 */
@ApplicationScoped
public class OldSteps {

  private record Old(UUID companyId, UUID invitationId, OffsetDateTime at, UUID id) {}

  private record Place(OffsetDateTime at, UUID id) {}

  private static final Place START =
      new Place(OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC), new UUID(0, 0));

  private static final String FIND =
      """
      select company_id, invitation_id, at, id from invitation_step
      where at < $1 and (at, id) > ($2, $3) order by at, id limit $4
      """;

  private static final String PURGE =
      """
      delete from invitation_step s using invitation i
      where s.company_id = $1 and s.invitation_id = any($2) and s.at < $3
        and i.company_id = s.company_id and i.id = s.invitation_id
        and i.status not in ('REQUESTED', 'PENDING', 'ACCEPTING', 'ACCEPTED')
      """;

  private final OldRows oldRows;
  private final CompanySql sql;

  OldSteps(OldRows oldRows, CompanySql sql) {
    this.oldRows = oldRows;
    this.sql = sql;
  }

  /** Deletes those that are older, outside any transaction. */
  public Uni<Void> purge(Instant before) {
    return purge(before.atOffset(ZoneOffset.UTC), START);
  }

  private Uni<Void> purge(OffsetDateTime before, Place after) {
    return find(before, after)
        .call(found -> deleteAll(found, before))
        .chain(
            found -> next(found).map(place -> purge(before, place)).orElseGet(OldSteps::nothing));
  }

  private Uni<List<Old>> find(OffsetDateTime before, Place after) {
    return oldRows
        .within(
            connection ->
                connection
                    .preparedQuery(FIND)
                    .execute(Tuple.of(before, after.at, after.id, OldRows.BATCH)))
        .map(OldSteps::olds);
  }

  private Uni<Void> deleteAll(List<Old> found, OffsetDateTime before) {
    Map<UUID, List<Old>> byCompany = found.stream().collect(Collectors.groupingBy(Old::companyId));
    return Multi.createFrom()
        .iterable(byCompany.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            company -> delete(company.getKey(), company.getValue(), before))
        .onItem()
        .ignoreAsUni();
  }

  private Uni<Void> delete(UUID company, List<Old> found, OffsetDateTime before) {
    UUID[] invitations = found.stream().map(Old::invitationId).distinct().toArray(UUID[]::new);
    return sql.within(
        company,
        connection ->
            connection
                .preparedQuery(PURGE)
                .execute(Tuple.of(company, invitations, before))
                .replaceWithVoid());
  }

  private static Optional<Place> next(List<Old> found) {
    return found.size() < OldRows.BATCH
        ? Optional.empty()
        : Optional.of(new Place(found.getLast().at, found.getLast().id));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private static List<Old> olds(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Old(
                    row.getUUID("company_id"),
                    row.getUUID("invitation_id"),
                    row.getOffsetDateTime("at"),
                    row.getUUID("id")))
        .toList();
  }
}
