package dev.rollcall.invitation.storage;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What an invitation leaves in other tables than its own and is about the person invited. */
@ApplicationScoped
public class Traces {

  /**
   * Deletes its mails, what was counted of them and what was published, with the running
   * transaction. Its links stay, as hashes, so that who uses one still hears that it has ended.
   *
   * @param topic where it was published; deleting rows of the outbox publishes nothing
   */
  public Uni<Void> forget(InvitationRow row, String topic) {
    return SessionSql.execute(
            "delete from mail where company_id = ?1 and invitation_id = ?2",
            row.companyId(),
            row.id())
        .chain(
            () -> SessionSql.execute("delete from return_path where invitation_id = ?1", row.id()))
        .chain(
            () -> SessionSql.execute("delete from mail_count where invitation_id = ?1", row.id()))
        .chain(() -> SessionSql.rows("select outbox_forget(?1, ?2)", topic, row.id().toString()))
        .replaceWithVoid();
  }
}
