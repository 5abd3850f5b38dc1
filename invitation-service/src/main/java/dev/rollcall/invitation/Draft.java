package dev.rollcall.invitation;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as somebody asks for it, unchecked (INV-1). Words are still text, so that a wrong
 * one is a violation with its place, not an unreadable body.
 */
public record Draft(
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String email,
    @Nullable String jobTitle,
    @Nullable String phone,
    @Nullable String role,
    @Nullable UUID officeId,
    @Nullable List<String> products,
    @Nullable String seatSource,
    @Nullable String licenseType,
    @Nullable String plan,
    @Nullable UUID quoteId,
    @Nullable String language) {}
