package dev.rollcall.billing;

import static dev.rollcall.billing.Examples.PROCESS;
import static dev.rollcall.billing.Examples.USER;
import static dev.rollcall.billing.MoneyPosting.Account.RECEIVABLE;
import static dev.rollcall.billing.MoneyPosting.Account.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.billing.Account.Book;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LedgerProofTest {

  private static final int ENTRIES = 6;

  @Test
  @DisplayName("BIL-3 each movement is a double entry: out of one account, into the other")
  void doubleEntry() {
    List<LedgerEntry> ledger = ledger();

    assertThat(ledger.getFirst().postings())
        .extracting(posting -> posting.account().book(), Posting::quantity)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Book.PURCHASED, -1L),
            org.assertj.core.groups.Tuple.tuple(Book.FREE, 1L));
    assertThat(ledger)
        .allSatisfy(
            entry ->
                assertThat(entry.postings().stream().mapToLong(Posting::quantity).sum()).isZero());
  }

  @Test
  @DisplayName("BIL-3 an untouched ledger is proven")
  void sound() {
    assertThat(prove(ledger())).isEqualTo(Optional.empty());
  }

  @Test
  @DisplayName("BIL-3 an empty ledger is proven")
  void empty() {
    assertThat(LedgerProof.start().end(0, LedgerRules.START).valid()).isTrue();
  }

  @Test
  @DisplayName("BIL-3 a charge is a double entry of money, in the same chain")
  void charge() {
    List<LedgerEntry> ledger = ledger();
    var charge = new Charge(Examples.id(70), Examples.OFFICE, Examples.usd("16.94"));
    ledger.add(
        LedgerRules.entry(
            charge, Examples.id(71), ENTRIES + 1, Examples.NOW, ledger.getLast().hash()));

    assertThat(ledger.getLast().amounts())
        .extracting(MoneyPosting::account, MoneyPosting::amount)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(RECEIVABLE, Examples.usd("16.94")),
            org.assertj.core.groups.Tuple.tuple(SALES, Examples.usd("-16.94")));
    LedgerProof proof = LedgerProof.start();
    for (LedgerEntry entry : ledger) {
      proof = proof.then(entry);
    }
    assertThat(proof.end(ENTRIES + 1, ledger.getLast().hash()).valid()).isTrue();
  }

  @Property
  @Label("BIL-3 a changed entry is named")
  void changed(@ForAll @IntRange(min = 1, max = ENTRIES) int sequence) {
    List<LedgerEntry> ledger = ledger();
    LedgerEntry entry = ledger.get(sequence - 1);
    Posting first = entry.postings().getFirst();
    ledger.set(
        sequence - 1,
        new LedgerEntry(
            entry.sequence(),
            entry.id(),
            entry.subject(),
            entry.occurredAt().plusSeconds(1),
            List.of(first, entry.postings().getLast()),
            entry.amounts(),
            entry.previousHash(),
            entry.hash()));

    assertThat(prove(ledger)).contains((long) sequence);
  }

  @Property
  @Label("BIL-3 an entry that was rewritten with a fitting hash breaks the one after it")
  void rewritten(@ForAll @IntRange(min = 1, max = ENTRIES - 1) int sequence) {
    List<LedgerEntry> ledger = ledger();
    LedgerEntry entry = ledger.get(sequence - 1);
    Movement other = Examples.free().reserve(PROCESS, 9, Examples.NOW);
    ledger.set(
        sequence - 1,
        LedgerRules.entry(
            other, entry.id(), entry.sequence(), entry.occurredAt(), entry.previousHash()));

    assertThat(prove(ledger)).contains((long) sequence + 1);
  }

  @Property
  @Label("BIL-3 a missing entry is named, the last one too")
  void missing(@ForAll @IntRange(min = 1, max = ENTRIES) int sequence) {
    List<LedgerEntry> ledger = ledger();
    ledger.remove(sequence - 1);

    assertThat(prove(ledger)).contains((long) sequence);
  }

  private static List<LedgerEntry> ledger() {
    SeatBook book = new SeatBook(3);
    book.request(PROCESS, 1);
    book.join(PROCESS, USER);
    book.leave(PROCESS, USER);
    return new ArrayList<>(book.ledger());
  }

  /** Against what the head of the untouched ledger says. */
  private static Optional<Long> prove(List<LedgerEntry> ledger) {
    LedgerProof proof = LedgerProof.start();
    for (LedgerEntry entry : ledger) {
      proof = proof.then(entry);
    }
    return proof.end(ENTRIES, ledger().getLast().hash()).firstBroken();
  }
}
