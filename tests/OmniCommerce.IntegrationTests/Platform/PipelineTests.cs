using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.IntegrationTests.Platform;

public sealed class PipelineTests(PipelineFixture shop) : IClassFixture<PipelineFixture>
{
    private static readonly Currency Gbp = Currency.Of("GBP");

    private readonly string _label = Guid.NewGuid().ToString();

    [Fact]
    public async Task A_command_that_is_done_is_saved_and_announced()
    {
        var jar = (await shop.Send(new LabelJar(_label, 7))).Value;

        (await Sweets(_label)).ShouldBe(7);
        jar.Worth.ShouldBe(new Money(7, Gbp));
        Announced(_label).ShouldBe(1);
    }

    [Fact]
    public async Task Broken_rules_are_refused_each_with_its_path_before_anything_is_done()
    {
        var refusals = (await shop.Send(new LabelJar("", 101, Guid.NewGuid()))).Refusals.Cast<InvalidInput>().ToList();

        refusals.Select(refusal => refusal.Message).ShouldBe(["A jar has a label.", "0 to 100 sweets."]);
        refusals.Select(refusal => refusal.Path.Single()).ShouldBe(["label", "sweets"]);
        Announced("").ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_command_leaves_nothing_and_announces_nothing()
    {
        await shop.Send(new LabelJar(_label, 3));

        (await shop.Send(new MoveSweets(_label, _label + " new", 4))).Refusals.Single().ShouldBeOfType<TooFewSweets>();

        (await Sweets(_label)).ShouldBe(3);
        (await Sweets(_label + " new")).ShouldBeNull();
        Announced(_label + " new").ShouldBe(0);
    }

    [Fact]
    public async Task A_command_that_fails_leaves_nothing_and_its_scope_can_go_on()
    {
        await shop.Send(new LabelJar(_label, 3));
        await using var scope = shop.Services.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();

        await Should.ThrowAsync<InvalidOperationException>(() => mediator.Send(new MoveSweets(_label, _label + " new", 2, Fail: true)));
        (await Sweets(_label)).ShouldBe(3);
        (await Sweets(_label + " new")).ShouldBeNull();

        (await mediator.Send(new MoveSweets(_label, _label + " new", 2))).IsRefused.ShouldBeFalse();
        (await Sweets(_label)).ShouldBe(1);
        (await Sweets(_label + " new")).ShouldBe(2);
        Announced(_label + " new").ShouldBe(1);
    }

    [Fact]
    public async Task A_hundred_repeats_at_once_are_one_operation_with_one_answer()
    {
        var operation = Guid.NewGuid();

        var answers = await AtOnce(100, _ => shop.Send(new LabelJar(_label, 7, operation)));

        answers.Select(answer => answer.Value).Distinct().Count().ShouldBe(1);
        (await Sweets(_label)).ShouldBe(7);
        Announced(_label).ShouldBe(1);
    }

    [Fact]
    public async Task A_hundred_repeats_of_a_change_at_once_change_once()
    {
        await shop.Send(new LabelJar(_label, 100));
        var operation = Guid.NewGuid();

        var answers = await AtOnce(100, _ => shop.Send(new TakeSweets(_label, 1, operation)));

        answers.Select(answer => answer.Value).Distinct().ShouldBe([99]);
        (await Sweets(_label)).ShouldBe(99);
    }

    [Fact]
    public async Task A_repeat_answers_the_first_outcome_though_the_world_has_moved_on()
    {
        await shop.Send(new LabelJar(_label, 10));
        var operation = Guid.NewGuid();
        (await shop.Send(new TakeSweets(_label, 4, operation))).Value.ShouldBe(6);
        await shop.Send(new TakeSweets(_label, 6));

        (await shop.Send(new TakeSweets(_label, 4, operation))).Value.ShouldBe(6);

        (await Sweets(_label)).ShouldBe(0);
    }

    [Fact]
    public async Task A_refusal_is_repeated_with_its_facts_though_the_world_has_moved_on()
    {
        await shop.Send(new LabelJar(_label, 3));
        var operation = Guid.NewGuid();
        var refusal = (await shop.Send(new TakeSweets(_label, 4, operation))).Refusals.Single();
        refusal.ShouldBe(new TooFewSweets(3, new Money(3, Gbp)));
        await shop.InDatabase(db => db.Set<Jar>().Where(jar => jar.Label == _label).ExecuteUpdateAsync(set => set.SetProperty(jar => jar.Sweets, 50)));

        (await shop.Send(new TakeSweets(_label, 4, operation))).Refusals.Single().ShouldBe(refusal);

        (await Sweets(_label)).ShouldBe(50);
    }

    [Fact]
    public async Task An_operation_id_with_another_input_or_for_another_command_is_refused()
    {
        var operation = Guid.NewGuid();
        await shop.Send(new LabelJar(_label, 10, operation));

        (await shop.Send(new LabelJar(_label, 11, operation))).Refusals.Single().ShouldBe(new OperationReused(operation));
        (await shop.Send(new TakeSweets(_label, 10, operation))).Refusals.Single().ShouldBe(new OperationReused(operation));
        (await Sweets(_label)).ShouldBe(10);
    }

    [Fact]
    public async Task The_same_operation_id_of_another_actor_is_another_operation()
    {
        var operation = Guid.NewGuid();
        await shop.Send(new LabelJar(_label, 10, operation));

        (await shop.Send(new TakeSweets(_label, 1, operation, "guest"))).Value.ShouldBe(9);
    }

    [Fact]
    public async Task Concurrent_changes_of_one_aggregate_all_count()
    {
        await shop.Send(new LabelJar(_label, 100));

        var answers = await AtOnce(60, _ => shop.Send(new TakeSweets(_label, 1)));

        answers.Select(answer => answer.Value).Order().ShouldBe(Enumerable.Range(40, 60));
        (await Sweets(_label)).ShouldBe(40);
    }

    [Fact]
    public async Task Conditional_updates_never_take_more_than_there_is()
    {
        await shop.Send(new LabelJar(_label, 25));

        var answers = await AtOnce(60, _ => shop.Send(new GrabSweets(_label, 1)));

        answers.Count(answer => !answer.IsRefused).ShouldBe(25);
        (await Sweets(_label)).ShouldBe(0);
    }

    [Fact]
    public async Task Who_loses_a_race_for_a_unique_name_is_refused_by_name()
    {
        var answers = await AtOnce(20, i => shop.Send(new LabelJar(_label, i)));

        answers.Count(answer => !answer.IsRefused).ShouldBe(1);
        answers.Where(answer => answer.IsRefused).Select(answer => answer.Refusals.Single()).Distinct().ShouldBe([new LabelTaken(_label)]);
    }

    [Fact]
    public async Task Outcomes_are_forgotten_after_a_month()
    {
        var operation = Guid.NewGuid();
        await shop.Send(new LabelJar(_label, 10, operation));

        shop.Clock.Advance(TimeSpan.FromDays(29));
        await ForgetOld();
        (await shop.Send(new LabelJar(_label, 10, operation))).IsRefused.ShouldBeFalse();

        shop.Clock.Advance(TimeSpan.FromDays(2));
        await ForgetOld();
        (await shop.Send(new LabelJar(_label, 10, operation))).Refusals.Single().ShouldBeOfType<LabelTaken>();
    }

    [Fact]
    public async Task Values_come_back_from_the_database_as_they_went_in()
    {
        var jar = new Jar
        {
            Id = Guid.NewGuid(),
            Label = _label,
            Shape = Shape.Square,
            Lid = Shape.Round,
            FilledAt = new DateTimeOffset(2026, 2, 28, 23, 59, 59, 999, 123, TimeSpan.FromHours(-5)).AddTicks(7),
            Currency = Currency.Of("JPY"),
            Sku = Sku.Of("Jar-Ü 1"),
            Cart = CartId.From(Guid.NewGuid()),
            Story = new string('é', 100_000),
        };
        await shop.InDatabase(async db =>
        {
            db.Add(jar);
            await db.SaveChangesAsync();
        });

        var stored = await shop.InDatabase(db => db.Set<Jar>().SingleAsync(j => j.Cart == jar.Cart && j.Lid == Shape.Round && j.FilledAt <= jar.FilledAt));

        stored.Shape.ShouldBe(Shape.Square);
        stored.FilledAt.ShouldBe(new DateTimeOffset(2026, 3, 1, 4, 59, 59, 999, 123, TimeSpan.Zero));
        (stored.Currency, stored.Sku, stored.Cart, stored.Story).ShouldBe((jar.Currency, jar.Sku, jar.Cart, jar.Story));
        (await shop.InDatabase(db => db.Database.SqlQuery<string>($"""SELECT "Shape" AS "Value" FROM test_jars WHERE "Label" = {_label}""").SingleAsync())).ShouldBe("Square");
    }

    [Fact]
    public async Task The_database_itself_refuses_what_a_constraint_forbids()
    {
        await shop.Send(new LabelJar(_label, 1));

        await Should.ThrowAsync<System.Data.Common.DbException>(() => shop.InDatabase(db =>
            db.Set<Jar>().Where(jar => jar.Label == _label).ExecuteUpdateAsync(set => set.SetProperty(jar => jar.Sweets, -1))));
    }

    [Fact]
    public async Task A_query_that_is_no_T_SQL_fails_the_test_that_runs_it_wherever_it_runs()
    {
        var failure = await Record.ExceptionAsync(() => shop.InDatabase(db =>
            db.Database.SqlQuery<string>($"""SELECT "Label" AS "Value" FROM test_jars LIMIT 1""").ToListAsync()));

        failure.ShouldNotBeNull().Message.ShouldContain("Incorrect syntax");
    }

    private static Task<T[]> AtOnce<T>(int times, Func<int, Task<T>> action) =>
        Task.WhenAll(Enumerable.Range(0, times).Select(i => Task.Run(() => action(i))));

    private Task<int?> Sweets(string label) =>
        shop.InDatabase(db => db.Set<Jar>().Where(jar => jar.Label == label).Select(jar => (int?)jar.Sweets).SingleOrDefaultAsync());

    private int Announced(string label) => shop.Services.GetRequiredService<Announcements>().All.Count(announced => announced == label);

    private async Task ForgetOld()
    {
        await using var scope = shop.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ForgetOldOperations>().RunAsync(TestContext.Current.CancellationToken);
    }
}
