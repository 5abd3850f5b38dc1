package dev.rollcall.billing.storage;

import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * The balances of the running transaction's company at the end of each hour, made from its ledger
 * so many entries at a time. Together with the entries that are younger they say the same as the
 * whole ledger, at any moment: what is closed and up to where moves in one transaction. Product
 * time may go back, so an entry may belong to an hour before the last one.
 */
@ApplicationScoped
public class LedgerClosings {

  private static final String LOCK =
      """
      insert into ledger_closed as closed (company_id, sequence) values (:company, 0)
      on conflict on constraint ledger_closed_pk do update set sequence = closed.sequence
      returning sequence
      """;

  private static final String END =
      """
      select least(entries, cast(:from as bigint) + cast(:most as bigint)) as sequence
      from ledger_head where company_id = :company
      """;

  /** What the part adds, up to each of its hours, and how far that reaches. */
  private static final String LICENSES =
      """
      with part as (
        select posting.office_id, posting.type, posting.plan, posting.account,
               date_trunc('hour', entry.occurred_at, 'UTC') as hour, count(*) as postings,
               sum(posting.quantity) as quantity
        from ledger_entry entry join ledger_posting posting using (company_id, sequence)
        where entry.company_id = :company and entry.sequence > :from and entry.sequence <= :to
        group by 1, 2, 3, 4, 5
      ), added as (
        select office_id, type, plan, account, hour,
               coalesce(lead(hour) over hours, 'infinity') as until,
               cast(sum(postings) over hours as bigint) as postings,
               cast(sum(quantity) over hours as bigint) as quantity
        from part window hours as (partition by office_id, type, plan, account order by hour)
      )
      """;

  /** The hours of the part: as they were, or as the hour before was, and what is added. */
  private static final String LICENSES_OF_HOURS =
      LICENSES
          + """
          insert into ledger_closing (company_id, office_id, type, plan, account, hour, postings, quantity)
          select :company, added.office_id, added.type, added.plan, added.account, added.hour,
                 coalesce(former.postings, 0) + added.postings,
                 coalesce(former.quantity, 0) + added.quantity
          from added left join lateral (
            select closing.postings, closing.quantity from ledger_closing closing
            where closing.company_id = :company
                and closing.office_id = added.office_id
                and closing.type = added.type
                and closing.plan = added.plan
                and closing.account = added.account
                and closing.hour <= added.hour
            order by closing.hour desc limit 1) former on true
          on conflict on constraint ledger_closing_pk do update
          set postings = excluded.postings, quantity = excluded.quantity
          """;

  /** Hours between and after those of the part; there are such after time was put back. */
  private static final String LICENSES_BETWEEN =
      LICENSES
          + """
          update ledger_closing closing
          set postings = closing.postings + added.postings, quantity = closing.quantity + added.quantity
          from added
          where closing.company_id = :company
                and closing.office_id = added.office_id
                and closing.type = added.type
                and closing.plan = added.plan
                and closing.account = added.account
                and closing.hour > added.hour and closing.hour < added.until
          """;

  /** What the part adds, up to each of its hours, and how far that reaches. */
  private static final String MONEY =
      """
      with part as (
        select line.office_id, line.account, line.currency,
               date_trunc('hour', entry.occurred_at, 'UTC') as hour, count(*) as postings,
               sum(line.amount) as amount
        from ledger_entry entry join ledger_amount line using (company_id, sequence)
        where entry.company_id = :company and entry.sequence > :from and entry.sequence <= :to
        group by 1, 2, 3, 4
      ), added as (
        select office_id, account, currency, hour,
               coalesce(lead(hour) over hours, 'infinity') as until,
               cast(sum(postings) over hours as bigint) as postings,
               sum(amount) over hours as amount
        from part window hours as (partition by office_id, account, currency order by hour)
      )
      """;

  /** The hours of the part: as they were, or as the hour before was, and what is added. */
  private static final String MONEY_OF_HOURS =
      MONEY
          + """
          insert into ledger_amount_closing (company_id, office_id, account, currency, hour, postings, amount)
          select :company, added.office_id, added.account, added.currency, added.hour,
                 coalesce(former.postings, 0) + added.postings,
                 coalesce(former.amount, 0) + added.amount
          from added left join lateral (
            select closing.postings, closing.amount from ledger_amount_closing closing
            where closing.company_id = :company
                and closing.office_id = added.office_id
                and closing.account = added.account
                and closing.currency = added.currency
                and closing.hour <= added.hour
            order by closing.hour desc limit 1) former on true
          on conflict on constraint ledger_amount_closing_pk do update
          set postings = excluded.postings, amount = excluded.amount
          """;

  /** Hours between and after those of the part; there are such after time was put back. */
  private static final String MONEY_BETWEEN =
      MONEY
          + """
          update ledger_amount_closing closing
          set postings = closing.postings + added.postings, amount = closing.amount + added.amount
          from added
          where closing.company_id = :company
                and closing.office_id = added.office_id
                and closing.account = added.account
                and closing.currency = added.currency
                and closing.hour > added.hour and closing.hour < added.until
          """;

  private static final String CLOSED =
      "update ledger_closed set sequence = :to where company_id = :company";

  /** Entries after the one, up to the other. */
  private record Part(UUID company, long from, long to) {

    int size() {
      return Math.toIntExact(to - from);
    }

    Uni<Void> run(String sql) {
      return Statement.of(sql).set("company", company).set("from", from).set("to", to).run();
    }
  }

  /** Closes the next entries of the ledger, at most so many; how many there were. */
  public Uni<Integer> closeNext(UUID company, int most) {
    return Statement.of(LOCK)
        .set("company", company)
        .rows(Long.class)
        .map(List::getFirst)
        .chain(from -> part(company, from, most))
        .call(this::close)
        .map(Part::size);
  }

  private static Uni<Part> part(UUID company, long from, int most) {
    return Statement.of(END)
        .set("company", company)
        .set("from", from)
        .set("most", (long) most)
        .rows(Long.class)
        .map(ends -> new Part(company, from, ends.isEmpty() ? from : ends.getFirst()));
  }

  private Uni<Void> close(Part part) {
    return part.size() == 0
        ? Uni.createFrom().voidItem()
        : part.run(LICENSES_OF_HOURS)
            .chain(() -> part.run(LICENSES_BETWEEN))
            .chain(() -> part.run(MONEY_OF_HOURS))
            .chain(() -> part.run(MONEY_BETWEEN))
            .chain(() -> closed(part));
  }

  private static Uni<Void> closed(Part part) {
    return Statement.of(CLOSED).set("company", part.company()).set("to", part.to()).run();
  }
}
