package dev.rollcall.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.billing.Account.Book;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SeatPropertiesTest {

  private static final List<UUID> PROCESSES = Examples.ids(1, 4);

  /** An event of a process: of the invitation (request, end) or of the user (join, leave). */
  sealed interface Command {
    record Request(int process, int attempt) implements Command {}

    record End(int process, int attempt) implements Command {}

    record Join(int process) implements Command {}

    record Leave(int process) implements Command {}
  }

  @Property
  @Label("BIL-2 whatever comes in whatever order: purchased = free + reserved + assigned")
  void purchasedIsSum(@ForAll("anything") List<Command> commands) {
    SeatBook book = new SeatBook(2);

    for (Command command : commands) {
      apply(book, command);

      assertThat(
              book.count(LicenseState.FREE)
                  + book.count(LicenseState.RESERVED)
                  + book.count(LicenseState.ASSIGNED))
          .isEqualTo(book.purchased());
    }
  }

  @Property
  @Label("BIL-3 whatever comes: the ledger is sound and says what the licenses say")
  void ledgerAgrees(@ForAll("anything") List<Command> commands) {
    SeatBook book = new SeatBook(2);

    commands.forEach(command -> apply(book, command));

    LedgerProof proof = LedgerProof.start();
    for (LedgerEntry entry : book.ledger()) {
      proof = proof.then(entry);
    }
    assertThat(proof.end(book.ledger().size(), book.ledger().getLast().hash()).valid()).isTrue();
    assertThat(book.balance(Book.FREE)).isEqualTo(book.count(LicenseState.FREE));
    assertThat(book.balance(Book.RESERVED)).isEqualTo(book.count(LicenseState.RESERVED));
    assertThat(book.balance(Book.ASSIGNED)).isEqualTo(book.count(LicenseState.ASSIGNED));
    assertThat(book.balance(Book.PURCHASED)).isEqualTo(-book.purchased());
  }

  @Property
  @Label("X-2 each event twice leaves what each event once leaves")
  void twiceIsOnce(@ForAll("anything") List<Command> commands) {
    SeatBook once = new SeatBook(2);
    SeatBook twice = new SeatBook(2);

    commands.forEach(command -> apply(once, command));
    for (Command command : commands) {
      apply(twice, command);
      apply(twice, command);
    }

    assertThat(twice.state()).isEqualTo(once.state());
  }

  @Property
  @Label("INV-18 no process and no user ever has more than one seat")
  void oneSeatEach(@ForAll("anything") List<Command> commands) {
    SeatBook book = new SeatBook(4);

    commands.forEach(command -> apply(book, command));

    for (int process = 0; process < PROCESSES.size(); process++) {
      UUID id = PROCESSES.get(process);
      long reserved =
          book.occupancy().entrySet().stream()
              .filter(
                  entry ->
                      entry.getKey() instanceof Occupancy.Reserved r && r.invitationId().equals(id))
              .mapToLong(Map.Entry::getValue)
              .sum();
      assertThat(reserved + book.of(user(process))).isLessThanOrEqualTo(1);
    }
  }

  @Property
  @Label("X-2 invitation and user events in any order between them leave the same holders")
  void orderBetweenTopics(
      @ForAll("invitationHistories") List<Command> invitation,
      @ForAll boolean deleted,
      @ForAll("picks") List<Boolean> picks) {
    List<Command> user = new ArrayList<>(List.of(new Command.Join(0)));
    if (deleted) {
      user.add(new Command.Leave(0));
    }
    SeatBook inOrder = new SeatBook(3);
    invitation.forEach(command -> apply(inOrder, command));
    user.forEach(command -> apply(inOrder, command));
    SeatBook mixed = new SeatBook(3);

    merge(invitation, user, picks).forEach(command -> apply(mixed, command));

    assertThat(mixed.occupancy()).isEqualTo(inOrder.occupancy());
  }

  @Provide
  Arbitrary<List<Command>> anything() {
    Arbitrary<Integer> process = Arbitraries.integers().between(0, PROCESSES.size() - 1);
    Arbitrary<Integer> attempt = Arbitraries.integers().between(1, 3);
    return Arbitraries.oneOf(
            Combinators.combine(process, attempt).as((p, a) -> (Command) new Command.Request(p, a)),
            Combinators.combine(process, attempt).as((p, a) -> (Command) new Command.End(p, a)),
            process.map(p -> (Command) new Command.Join(p)),
            process.map(p -> (Command) new Command.Leave(p)))
        .list()
        .ofMaxSize(40);
  }

  /** What can really happen to an invitation that is joined in the end: some attempts expire. */
  @Provide
  Arbitrary<List<Command>> invitationHistories() {
    return Arbitraries.integers().between(0, 3).map(SeatPropertiesTest::history);
  }

  @Provide
  Arbitrary<List<Boolean>> picks() {
    return Arbitraries.of(true, false).list().ofSize(12);
  }

  private static List<Command> history(int expired) {
    List<Command> commands = new ArrayList<>();
    for (int attempt = 1; attempt <= expired; attempt++) {
      commands.add(new Command.Request(0, attempt));
      commands.add(new Command.End(0, attempt));
    }
    commands.add(new Command.Request(0, expired + 1));
    return commands;
  }

  private static List<Command> merge(List<Command> one, List<Command> other, List<Boolean> picks) {
    List<Command> merged = new ArrayList<>();
    int i = 0;
    int j = 0;
    for (boolean fromOne : picks) {
      if (fromOne && i < one.size()) {
        merged.add(one.get(i++));
      } else if (j < other.size()) {
        merged.add(other.get(j++));
      }
    }
    merged.addAll(one.subList(i, one.size()));
    merged.addAll(other.subList(j, other.size()));
    return merged;
  }

  private static void apply(SeatBook book, Command command) {
    switch (command) {
      case Command.Request(int process, int attempt) ->
          book.request(PROCESSES.get(process), attempt);
      case Command.End(int process, int attempt) -> book.end(PROCESSES.get(process), attempt);
      case Command.Join(int process) -> book.join(PROCESSES.get(process), user(process));
      case Command.Leave(int process) -> book.leave(PROCESSES.get(process), user(process));
    }
  }

  private static UUID user(int process) {
    return Examples.id(50 + process);
  }
}
