namespace OmniCommerce.GraphQL.Tests.Conformance;

/// <summary>Compares two answers, and lists where and why this engine says something else than the reference implementation.</summary>
internal static class Differences
{
    /// <summary>Errors that only this engine reports.</summary>
    private static readonly string[] Stricter =
    [
        // Edition September 2025: variables must not decide which event stream a subscription is, and there must be one.
        "must not use `@skip` or `@include` directives in the top level selection.",
        "must select one top level field.",

        // Edition September 2025: Operation Type Existence. The reference implementation finds it when it executes.
        "operation is not supported by the schema.",

        // It looks for OneOf input objects only where the place is nullable, so that `by: AnimalBy!` escapes it.
        "must be non-nullable to be used for OneOf Input Object",
    ];

    /// <summary>What differs without being listed, or null.</summary>
    public static string? Between(ReferenceAnswer own, ReferenceAnswer reference)
    {
        if (own.ParseError != reference.ParseError) return $"parse: {own.ParseError}\ninstead: {reference.ParseError}";
        if (own.ParseError is not null) return null;

        // It evaluates @skip and @include on the root of a subscription before it has checked their arguments, and fails when they are wrong.
        if (reference.Crash is not null) return own.Errors.Count > 0 ? null : $"valid, instead of a crash: {reference.Crash}";
        if (own.Printed != reference.Printed) return $"printed: {own.Printed}\ninstead: {reference.Printed}";

        var mine = own.Errors.ToList();
        var missing = reference.Errors.Where(error => !mine.Remove(error)).ToList();
        mine.RemoveAll(error => Stricter.Any(words => error.Message.Contains(words, StringComparison.Ordinal)));
        if (missing.Count > 0 || mine.Count > 0) RemoveListed(own, mine, missing);
        return mine.Count + missing.Count == 0
            ? null
            : $"too much: {string.Join("\n  ", mine)}\nmissing: {string.Join("\n  ", missing)}";
    }

    private static void RemoveListed(ReferenceAnswer own, List<ReferenceError> mine, List<ReferenceError> missing)
    {
        // Edition September 2025, IsVariableUsageAllowed(): a nullable variable with a default that is not null may stand in a OneOf input object.
        missing.RemoveAll(error => error.Message.Contains("must be non-nullable to be used for OneOf Input Object", StringComparison.Ordinal));

        // Once a document holds type definitions it is refused; the reference implementation goes on to validate them and what uses them, this engine doesn't.
        if (Says(own, "definition is not executable."))
        {
            mine.Clear();
            missing.Clear();
        }

        // When conditions make the root of a subscription unknown, this engine says no more about that root.
        if (Says(own, Stricter[0])) missing.RemoveAll(error => error.Message.Contains("top level field", StringComparison.Ordinal));

        // Of several fragments of one name a spread means the last, and cycles are looked for in that one; the reference implementation takes the first.
        if (Says(own, "There can be only one fragment named"))
        {
            mine.RemoveAll(IsCycle);
            missing.RemoveAll(IsCycle);
        }
    }

    private static bool IsCycle(ReferenceError error) => error.Message.StartsWith("Cannot spread fragment", StringComparison.Ordinal);

    private static bool Says(ReferenceAnswer answer, string words) => answer.Errors.Any(error => error.Message.Contains(words, StringComparison.Ordinal));
}
