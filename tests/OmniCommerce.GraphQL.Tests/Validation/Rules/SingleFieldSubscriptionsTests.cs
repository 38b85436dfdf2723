namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class SingleFieldSubscriptionsTests
{
    [Fact]
    public void One_root_field_is_valid()
    {
        Expect.Valid("subscription { born { id } }");
        Expect.Valid("subscription S { ...F } fragment F on Subscription { born { id } born { name } }");
        Expect.Valid("subscription { ... { counted } ... on Subscription { counted } }");
    }

    [Fact]
    public void Two_root_fields_are_refused()
    {
        Expect.Errors(
            "subscription S { born { id } counted }",
            "SingleFieldSubscriptions: Subscription \"S\" must select only one top level field. (1:30)");

        Expect.Errors(
            "subscription { born { id } ...F } fragment F on Subscription { c: counted }",
            "SingleFieldSubscriptions: Anonymous Subscription must select only one top level field. (1:64)");

        Expect.Errors(
            "subscription { a: counted b: counted }",
            "SingleFieldSubscriptions: Anonymous Subscription must select only one top level field. (1:27)");
    }

    [Fact]
    public void An_introspection_field_is_refused()
    {
        Expect.Errors(
            "subscription { __typename }",
            "SingleFieldSubscriptions: Anonymous Subscription must not select an introspection top level field. (1:16)");
    }

    [Fact]
    public void Conditions_on_the_root_are_refused_wherever_they_stand()
    {
        Expect.Errors(
            "subscription S($c: Boolean!) { born @skip(if: $c) { id } }",
            "SingleFieldSubscriptions: Subscription \"S\" must not use `@skip` or `@include` directives in the top level selection. (1:37)");

        Expect.Errors(
            "subscription S { ...F @include(if: true) } fragment F on Subscription { ... @skip(if: false) { counted } }",
            "SingleFieldSubscriptions: Subscription \"S\" must not use `@skip` or `@include` directives in the top level selection. (1:23 1:77)");
    }

    [Fact]
    public void Conditions_below_the_root_are_valid()
    {
        Expect.Valid("subscription S($c: Boolean!) { born { id @skip(if: $c) } }");
    }

    [Fact]
    public void No_root_field_at_all_is_refused()
    {
        Expect.Errors(
            "subscription { ...F } fragment F on Subscription { ...F }",
            "SingleFieldSubscriptions: Anonymous Subscription must select one top level field. (1:14)",
            "NoFragmentCycles: Cannot spread fragment \"F\" within itself. (1:52)");
    }
}
