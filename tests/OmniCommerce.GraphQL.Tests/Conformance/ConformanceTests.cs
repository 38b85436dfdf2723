using System.Text;
using OmniCommerce.GraphQL.Tests.Validation;

namespace OmniCommerce.GraphQL.Tests.Conformance;

/// <summary>Both engines are given the same documents and have to say the same, but for the differences that are listed with their reasons.</summary>
public sealed class ConformanceTests : IDisposable
{
    private readonly ReferenceEngine _reference = ReferenceEngine.Start();

    [Fact]
    public Task Correct_documents_are_judged_alike() => Compare(TestSchema.Sdl, Generate(seed: 1, count: 1_000, mistakes: 0));

    [Fact]
    public Task Documents_with_mistakes_are_judged_alike() =>
        Compare(TestSchema.Sdl, [.. Generate(seed: 2, count: 2_000, mistakes: 0.01), .. Generate(seed: 3, count: 1_000, mistakes: 0.06)]);

    [Fact]
    public Task Broken_texts_are_judged_alike()
    {
        var random = new Random(4);
        return Compare(TestSchema.Sdl, [.. Generate(seed: 5, count: 2_000, mistakes: 0).Select(text => TextBreaker.Break(text, random))]);
    }

    [Fact]
    public Task Broken_schemas_are_judged_alike()
    {
        var random = new Random(6);
        var definitions = TestSchema.Sdl.Split("\n\n");
        return Compare(
            TestSchema.Sdl,
            [.. definitions, .. Enumerable.Range(0, 1_000).Select(_ => TextBreaker.Break(definitions[random.Next(definitions.Length)], random))]);
    }

    [Theory]
    [InlineData("operations")]
    [InlineData("fields")]
    [InlineData("merging")]
    [InlineData("values")]
    [InlineData("introspection")]
    [InlineData("texts")]
    public async Task Documents_written_by_hand_are_judged_alike(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(NodeJs.Folder, "..", "Conformance", "documents", file + ".graphql"), TestContext.Current.CancellationToken);
        await Compare(TestSchema.Sdl, text.Split("# ---\n"));
    }

    public void Dispose() => _reference.Dispose();

    private static string[] Generate(int seed, int count, double mistakes)
    {
        var generator = new DocumentGenerator(TestSchema.Schema, new Random(seed), mistakes);
        return [.. Enumerable.Range(0, count).Select(_ => generator.Document())];
    }

    private async Task Compare(string sdl, string[] documents)
    {
        var schema = TestSchema.Build(sdl);
        var answers = await _reference.AskAsync(sdl, documents, TestContext.Current.CancellationToken);
        var report = new StringBuilder();
        var different = 0;
        for (var i = 0; i < documents.Length; i++)
        {
            var difference = Differences.Between(OwnAnswer.To(schema, documents[i]), answers[i]);
            if (difference is null) continue;
            if (++different <= 10) report.Append("--- ").Append(documents[i]).Append('\n').Append(difference).Append('\n');
        }

        different.ShouldBe(0, report.ToString());
    }
}
