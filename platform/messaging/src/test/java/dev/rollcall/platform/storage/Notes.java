package dev.rollcall.platform.storage;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The notes that the running transaction's company may see. */
@ApplicationScoped
public class Notes implements PanacheRepositoryBase<Note, Note.Key> {}
