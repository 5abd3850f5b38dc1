package dev.rollcall.billing.storage;

import dev.rollcall.billing.Catalogue;
import dev.rollcall.billing.Money;
import dev.rollcall.billing.Period;
import dev.rollcall.billing.Subscription;
import dev.rollcall.billing.Usage;
import dev.rollcall.platform.storage.HeavyReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a company pays for in the current period. */
@ApplicationScoped
public class UsageReads {

  // The balances say how many licenses there are of each office, type and plan. Licenses are read
  // one by one only where they make a difference to a period that is younger than they are: those
  // that came in it, and those whose removal is due and that no job has ended yet.
  private static final String LICENSES =
      """
      with prorated as (
        select office_id, type, plan, charged_from, purchase_id, count(*) as quantity
        from license
        where company_id = $1 and state <> 'CANCELLED' and charged_from > $2
          and (removes_at is null or removes_at > $2)
          and ($5::uuid[] is null or office_id = any($5))
        group by office_id, type, plan, charged_from, purchase_id
      ), ended as (
        select office_id, type, plan, count(*) as quantity
        from license
        where company_id = $1 and state = 'FREE' and removes_at <= $2
          and ($5::uuid[] is null or office_id = any($5))
        group by office_id, type, plan
      ), whole as (
        select balance.office_id, balance.type, balance.plan,
               balance.purchased
               - coalesce((select sum(quantity) from prorated
                           where (prorated.office_id, prorated.type, prorated.plan)
                               = (balance.office_id, balance.type, balance.plan)), 0)
               - coalesce((select quantity from ended
                           where (ended.office_id, ended.type, ended.plan)
                               = (balance.office_id, balance.type, balance.plan)), 0) as quantity
        from license_balance balance
        where company_id = $1 and ($5::uuid[] is null or office_id = any($5))
      ), used as (
        select office_id, type, plan, $2 as from_day, quantity from whole where quantity > 0
        union all
        -- A purchase is a line of its own while it is prorated, as it was charged (BIL-6).
        select office_id, type, plan, charged_from, quantity from prorated
      )
      select used.type, used.plan, coalesce(office.name, '') as office, price.monthly,
             used.from_day, used.quantity::bigint as quantity
      from used
      left join office on office.company_id = $1 and office.office_id = used.office_id
      cross join lateral (
        select monthly from plan_price
        where version = $3 and plan_price.type = used.type and plan_price.plan = used.plan
          and price_level in (office.price_level, $4)
        order by case price_level when $4 then 1 else 0 end
        limit 1) price
      order by array_position(array['TALK', 'MEETINGS', 'ADD_ON'], used.type),
               array_position(array['BASIC', 'PLUS', 'PRO'], used.plan), 3, 5
      """;

  private static final String NUMBERS =
      """
      select type, e164, monthly, charged_from, charged_to
      from (
        select type, e164, monthly, charged_from, charged_to
        from number_charge
        where company_id = $1 and status = 'GRANTED' and monthly > 0 and charged_to is null
          and ($3::uuid[] is null or office_id = any($3))
        union all
        select type, e164, monthly, charged_from, charged_to
        from number_charge
        where company_id = $1 and status = 'GRANTED' and monthly > 0 and charged_to > $2
          and ($3::uuid[] is null or office_id = any($3))) charged
      order by charged_from, e164
      """;

  private final HeavyReads reads;

  UsageReads(HeavyReads reads) {
    this.reads = reads;
  }

  /** A subscription with what is used under it. */
  public record Used(Subscription subscription, Period period, List<Usage> usages) {}

  /**
   * What is used in the period that the instant is in; empty where the company isn't known.
   *
   * @param offices those that the caller may see; empty for all of the company
   */
  public Uni<Optional<Used>> current(UUID company, Instant now, Optional<Set<UUID>> offices) {
    UUID @Nullable [] narrowed = offices.map(set -> set.toArray(UUID[]::new)).orElse(null);
    return reads.within(company, connection -> used(connection, company, now, narrowed));
  }

  private static Uni<Optional<Used>> used(
      SqlConnection connection, UUID company, Instant now, UUID @Nullable [] offices) {
    return SubscriptionReads.find(connection, company)
        .chain(found -> used(connection, found, now, offices));
  }

  private static Uni<Optional<Used>> used(
      SqlConnection connection,
      Optional<Subscription> found,
      Instant now,
      UUID @Nullable [] offices) {
    return found
        .map(subscription -> used(connection, subscription, now, offices).map(Optional::of))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private static Uni<Used> used(
      SqlConnection connection, Subscription subscription, Instant now, UUID @Nullable [] offices) {
    Period period = subscription.period(now);
    List<Usage> usages = new ArrayList<>();
    return licenses(connection, subscription, period, offices)
        .invoke(usages::addAll)
        .chain(() -> numbers(connection, subscription, period, offices))
        .invoke(usages::addAll)
        .map(all -> new Used(subscription, period, usages));
  }

  private static Uni<List<Usage>> licenses(
      SqlConnection connection,
      Subscription subscription,
      Period period,
      UUID @Nullable [] offices) {
    return connection
        .preparedQuery(LICENSES)
        .execute(
            Tuple.of(
                subscription.companyId(),
                period.from(),
                subscription.catalogueVersion(),
                Catalogue.ANY,
                offices))
        .map(rows -> Rows.list(rows, row -> license(row, subscription.currency())));
  }

  private static Uni<List<Usage>> numbers(
      SqlConnection connection,
      Subscription subscription,
      Period period,
      UUID @Nullable [] offices) {
    return connection
        .preparedQuery(NUMBERS)
        .execute(Tuple.of(subscription.companyId(), period.from(), offices))
        .map(rows -> Rows.list(rows, row -> number(row, subscription.currency())));
  }

  private static Usage license(Row row, String currency) {
    String office = row.getString("office");
    String description =
        row.getString("type")
            + " "
            + row.getString("plan")
            + (office.isEmpty() ? "" : ", " + office);
    return new Usage(
        description,
        row.getLong("quantity"),
        Money.of(row.getBigDecimal("monthly"), currency),
        row.getLocalDate("from_day"),
        Optional.empty());
  }

  private static Usage number(Row row, String currency) {
    return new Usage(
        row.getString("type") + " number " + row.getString("e164"),
        1,
        Money.of(row.getBigDecimal("monthly"), currency),
        row.getLocalDate("charged_from"),
        Optional.ofNullable(row.getLocalDate("charged_to")));
  }
}
