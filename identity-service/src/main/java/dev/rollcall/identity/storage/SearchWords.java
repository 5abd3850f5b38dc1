package dev.rollcall.identity.storage;

import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The words that the user list finds somebody by (USR-3), inside a company transaction. */
@ApplicationScoped
class SearchWords {

  /** Exactly these words from now on; none takes the subject out of the search. */
  Uni<Void> replace(UUID company, UUID subject, List<String> words) {
    return Statement.of(
            """
            with gone as (
              delete from search_word
              where company_id = :company and subject_id = :subject
                and word <> all (cast(:words as text[])))
            insert into search_word (company_id, word, subject_id)
            select :company, word, :subject from unnest(cast(:words as text[])) as word
            on conflict do nothing
            """)
        .set("company", company)
        .set("subject", subject)
        .set("words", words.toArray(String[]::new))
        .changes()
        .replaceWithVoid();
  }
}
