package dev.rollcall.platform.storage;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.util.UUID;

/** A tenant row of the tests, as a service maps its own. */
@Entity
@IdClass(Note.Key.class)
public class Note {

  @Id
  @Column(name = "company_id")
  public UUID companyId;

  @Id public UUID id;

  @Column public String text;

  protected Note() {}

  public Note(UUID companyId, UUID id, String text) {
    this.companyId = companyId;
    this.id = id;
    this.text = text;
  }

  /** Company first, as in every tenant table. */
  public record Key(UUID companyId, UUID id) implements Serializable {}
}
