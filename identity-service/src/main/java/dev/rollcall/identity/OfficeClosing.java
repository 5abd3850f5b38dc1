package dev.rollcall.identity;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/**
 * The process that deletes an office (EVENTS.md, office closing): billing and numbering are asked
 * what is in it, and keep it as it is from their grant on.
 *
 * @param processId also the id of its operation
 * @param attempt answers to an older one are ignored
 * @param deadline real time; who has not answered by then is asked again
 * @param answers to this attempt
 */
public record OfficeClosing(
    UUID companyId,
    UUID officeId,
    UUID processId,
    int attempt,
    State state,
    Instant deadline,
    Map<Owner, Answer> answers) {

  /** Who owns something that may be in an office. */
  public enum Owner {
    /** Licenses, and by them the seats of live invitations (INV-6). */
    BILLING,
    NUMBERING
  }

  /** Where the process is. */
  public enum State {
    /** The office is CLOSING. */
    ASKING,
    DELETED,
    /** Something is in it: it is open again. */
    REFUSED,
    /** Somebody never answered: it is open again. */
    GIVEN_UP
  }

  /**
   * What an owner has said.
   *
   * @param use what is in the office; nothing where the owner granted
   */
  public record Answer(boolean granted, OfficeUse use) {}

  public OfficeClosing {
    answers = Map.copyOf(answers);
  }

  public boolean settled() {
    return state != State.ASKING;
  }

  /** All that the owners have named. */
  public OfficeUse use() {
    return answers.values().stream().map(Answer::use).reduce(OfficeUse.NONE, OfficeUse::and);
  }

  boolean refused() {
    return answers.values().stream().anyMatch(answer -> !answer.granted());
  }

  boolean answeredByAll() {
    return answers.size() == Owner.values().length;
  }

  OfficeClosing with(Owner owner, Answer answer) {
    var more = new EnumMap<Owner, Answer>(Owner.class);
    more.putAll(answers);
    more.putIfAbsent(owner, answer);
    return new OfficeClosing(companyId, officeId, processId, attempt, state, deadline, more);
  }

  OfficeClosing in(State next) {
    return new OfficeClosing(companyId, officeId, processId, attempt, next, deadline, answers);
  }

  OfficeClosing askedAgain(Instant nextDeadline) {
    return new OfficeClosing(
        companyId, officeId, processId, attempt + 1, state, nextDeadline, Map.of());
  }
}
