using System.Text;
using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Tests.Language;

public sealed class ParserTests
{
    [Fact]
    public void A_document_keeps_everything_that_was_written()
    {
        var operation = Definition<OperationDefinitionNode>("""
            query Q($a: [Int!]! = [1] @once) @onQuery { x: owl(id: $a) @skip(if: true) { ...F ... on Owl @tag { id } ... { id } } }
            """);
        (operation.Operation, operation.Name).ShouldBe((OperationType.Query, "Q"));
        operation.Directives.ShouldHaveSingleItem().Name.ShouldBe("onQuery");

        var variable = operation.VariableDefinitions.ShouldHaveSingleItem();
        variable.Variable.Name.ShouldBe("a");
        Printer.Print(variable.Type).ShouldBe("[Int!]!");
        variable.DefaultValue.ShouldBeOfType<ListValueNode>().Values.ShouldHaveSingleItem().ShouldBeOfType<IntValueNode>().Value.ShouldBe("1");
        variable.Directives.ShouldHaveSingleItem();

        var field = operation.SelectionSet.Selections.ShouldHaveSingleItem().ShouldBeOfType<FieldNode>();
        (field.Alias, field.Name, field.ResponseName).ShouldBe(("x", "owl", "x"));
        field.Arguments.ShouldHaveSingleItem().Value.ShouldBeOfType<VariableNode>().Name.ShouldBe("a");
        field.SelectionSet.ShouldNotBeNull().Selections.Select(selection => selection.Kind)
            .ShouldBe([NodeKind.FragmentSpread, NodeKind.InlineFragment, NodeKind.InlineFragment]);
    }

    [Fact]
    public void Nodes_know_where_they_start()
    {
        var document = Parse("query Q {\n  owl(\n    id: \"🦉\") { id }\r\n  last }");
        var selections = ((OperationDefinitionNode)document.Definitions[0]).SelectionSet.Selections;
        var owl = (FieldNode)selections[0];
        document.LocationOf(owl).ShouldBe(new Location(2, 3));
        document.LocationOf(owl.Arguments[0].Value).ShouldBe(new Location(3, 9));
        document.LocationOf(selections[1]).ShouldBe(new Location(4, 3));

        // Columns are counted in UTF-16 code units, of which the owl has two.
        document.LocationOf(owl.SelectionSet!).ShouldBe(new Location(3, 15));
    }

    [Theory]
    [InlineData("{ a }", 2, 1, 3)]
    [InlineData("\n\n{ a }", 2, 3, 1)]
    [InlineData("\r\r{ a }", 2, 3, 1)]
    [InlineData("\r\n\r\n{ a }", 4, 3, 1)]
    [InlineData("\n\r\n\r{ a }", 4, 4, 1)]
    [InlineData("#é🦉\n#é🦉 x", 16, 2, 6)]
    public void Lines_end_in_three_ways(string text, int offset, int line, int column) =>
        Location.Of(Encoding.UTF8.GetBytes(text), offset).ShouldBe(new Location(line, column));

    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("\"\"", "")]
    [InlineData("\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t\"", "\" \\ / \b \f \n \r \t")]
    [InlineData("\"\\u00e9\\u{1F989}\\uD83E\\uDD89\\u{0}\"", "é🦉🦉\0")]
    [InlineData("\"🦉 é\"", "🦉 é")]
    [InlineData("\"\"\"\"\"\"", "")]
    [InlineData("\"\"\"\n    first\n      second\n\n    third\n  \n\"\"\"", "first\n  second\n\nthird")]
    [InlineData("\"\"\"  first\n    second\"\"\"", "  first\nsecond")]
    [InlineData("\"\"\"a\r\n  b\r  c\"\"\"", "a\nb\nc")]
    [InlineData("\"\"\"say \\\"\"\" twice \\n\"\"\"", "say \"\"\" twice \\n")]
    public void Strings_mean_what_the_specification_says(string literal, string value) =>
        Parser.ParseConstValue(literal).ShouldBeOfType<StringValueNode>().Value.ShouldBe(value);

    [Theory]
    [InlineData("", "Unexpected <EOF>.", 1, 1)]
    [InlineData("{", "Expected Name, found <EOF>.", 1, 2)]
    [InlineData("{ }", "Expected Name, found \"}\".", 1, 3)]
    [InlineData("{ a(b: ) }", "Unexpected \")\".", 1, 8)]
    [InlineData("{ a(b c) }", "Expected \":\", found Name \"c\".", 1, 7)]
    [InlineData("{ ...on }", "Expected Name, found \"}\".", 1, 9)]
    [InlineData("fragment on on Owl { id }", "Unexpected Name \"on\".", 1, 10)]
    [InlineData("query ($a: Int = $b) { a }", "Unexpected variable \"$b\" in constant value.", 1, 18)]
    [InlineData("notAnOperation A { a }", "Unexpected Name \"notAnOperation\".", 1, 1)]
    [InlineData("\"text\" { a }", "Unexpected description, descriptions are not supported on shorthand queries.", 1, 1)]
    [InlineData("{ a(b: \"x) }", "Unterminated string.", 1, 13)]
    [InlineData("{ a(b: \"x\ny\") }", "Unterminated string.", 1, 10)]
    [InlineData("{ a(b: \"\"\"x) }", "Unterminated string.", 1, 15)]
    [InlineData("{ a(b: \"\\x\") }", "Invalid character escape sequence: \"\\x\".", 1, 9)]
    [InlineData("{ a(b: \"\\u12G4\") }", "Invalid Unicode escape sequence: \"\\u12G4\".", 1, 9)]
    [InlineData("{ a(b: \"\\uD83E!\") }", "Invalid Unicode escape sequence: \"\\uD83E\".", 1, 9)]
    [InlineData("{ a(b: \"\\u{110000}\") }", "Invalid Unicode escape sequence: \"\\u{110000}\".", 1, 9)]
    [InlineData("{ a(b: 01) }", "Invalid number, unexpected digit after 0: \"1\".", 1, 9)]
    [InlineData("{ a(b: 1.) }", "Invalid number, expected digit but got: \")\".", 1, 10)]
    [InlineData("{ a(b: 1e) }", "Invalid number, expected digit but got: \")\".", 1, 10)]
    [InlineData("{ a(b: 1a) }", "Invalid number, expected digit but got: \"a\".", 1, 9)]
    [InlineData("{ a(b: 'x') }", "Unexpected single quote character ('), did you mean to use a double quote (\")?", 1, 8)]
    [InlineData("{ é }", "Unexpected character: U+00E9.", 1, 3)]
    [InlineData("{ 🦉 }", "Unexpected character: U+1F989.", 1, 3)]
    [InlineData("{ a..b }", "Unexpected character: \".\".", 1, 4)]
    [InlineData("type A { f: Int } extend type A", "Unexpected <EOF>.", 1, 32)]
    [InlineData("enum E { true }", "Name \"true\" is reserved and cannot be used for an enum value.", 1, 10)]
    [InlineData("directive @a on SOMEWHERE", "Unexpected Name \"SOMEWHERE\".", 1, 17)]
    public void A_text_that_is_no_document_is_refused_with_its_place(string text, string message, int line, int column)
    {
        Parser.Parse(text).IsDocument(out _, out var error).ShouldBeFalse();
        error.ShouldBe(new SyntaxError("Syntax Error: " + message, new Location(line, column)));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Parser.Parse([(byte)'{', 0xC3, 0x28, (byte)'}'], ParserOptions.Default).Error.ShouldNotBeNull().Message.ShouldBe("Syntax Error: Document is not valid UTF-8.");

    [Fact]
    public void A_byte_order_mark_commas_and_comments_are_nothing()
    {
        var field = (FieldNode)Definition<OperationDefinitionNode>("\uFEFF{,,a # comment é\n,\uFEFF(b:1,,),}").SelectionSet.Selections[0];
        field.Arguments.ShouldHaveSingleItem().Name.ShouldBe("b");
    }

    [Fact]
    public void Operations_fragments_and_variables_may_be_described()
    {
        var document = Parse("\"an operation\" query Q(\"a variable\" $a: Int) { a(b: $a) ...F } \"\"\"a fragment\"\"\" fragment F on Query { b }");
        var operation = (OperationDefinitionNode)document.Definitions[0];
        operation.Description.ShouldNotBeNull().Value.ShouldBe("an operation");
        operation.VariableDefinitions[0].Description.ShouldNotBeNull().Value.ShouldBe("a variable");
        document.Definitions[1].Description.ShouldNotBeNull().Value.ShouldBe("a fragment");
    }

    [Theory]
    [InlineData("", "{a", 100_000)]
    [InlineData("", "{...", 100_000)]
    [InlineData("{a(b:", "[", 100_000)]
    [InlineData("{a(b:", "{c:", 100_000)]
    [InlineData("query($a:", "[", 100_000)]
    [InlineData("type A{b(c:", "[", 100_000)]
    [InlineData("type A{b(c:Int=", "[", 100_000)]
    public void A_hundred_thousand_levels_are_refused_and_do_not_exhaust_the_stack(string start, string level, int levels)
    {
        var text = Encoding.UTF8.GetBytes(start + string.Concat(Enumerable.Repeat(level, levels)));
        Parser.Parse(text, ParserOptions.Default with { MaxBytes = int.MaxValue, MaxTokens = int.MaxValue }).Error.ShouldNotBeNull().Message
            .ShouldBe("Syntax Error: Document nests more than 100 levels deep. Parsing aborted.");
    }

    [Fact]
    public void Nesting_is_limited_over_selections_values_and_types_together()
    {
        var options = ParserOptions.Default with { MaxDepth = 3 };
        Parser.Parse("{ a { b(c: [1]) } }"u8, options).Error.ShouldBeNull();
        Parser.Parse("{ a { b(c: [[1]]) } }"u8, options).Error.ShouldBe(
            new SyntaxError("Syntax Error: Document nests more than 3 levels deep. Parsing aborted.", new Location(1, 13)));
        Parser.Parse("query ($a: [[[[Int]]]]) { a }"u8, options).Error.ShouldNotBeNull();
    }

    [Fact]
    public void Tokens_are_limited()
    {
        var options = ParserOptions.Default with { MaxTokens = 4 };
        Parser.Parse("{ a b }"u8, options).Error.ShouldBeNull();
        Parser.Parse("{ a b c }"u8, options).Error.ShouldBe(new SyntaxError("Syntax Error: Document contains more than 4 tokens. Parsing aborted.", new Location(1, 9)));
    }

    [Fact]
    public void Bytes_are_limited()
    {
        var options = ParserOptions.Default with { MaxBytes = 5 };
        Parser.Parse("{ a }"u8, options).Error.ShouldBeNull();
        Parser.Parse("{ ab }"u8, options).Error.ShouldBe(new SyntaxError("Syntax Error: Document is longer than 5 bytes. Parsing aborted.", new Location(1, 1)));
    }

    [Fact]
    public void The_document_does_not_depend_on_the_memory_it_was_read_from()
    {
        var memory = "{ first second }"u8.ToArray();
        Parser.Parse(memory, ParserOptions.Default).IsDocument(out var document, out _).ShouldBeTrue();
        Array.Clear(memory);
        Printer.Print(document).ShouldBe("{\n  first\n  second\n}");
        document.LocationOf(((OperationDefinitionNode)document.Definitions[0]).SelectionSet.Selections[1]).ShouldBe(new Location(1, 9));
    }

    [Fact]
    public void What_schema_authors_write_wrong_is_an_exception()
    {
        Should.Throw<FormatException>(() => Parser.ParseType("[Int")).Message.ShouldBe("\"[Int\" is no type: Syntax Error: Expected \"]\", found <EOF>.");
        Should.Throw<FormatException>(() => Parser.ParseConstValue("1 2")).Message.ShouldBe("\"1 2\" is no literal: Syntax Error: Expected <EOF>, found Int \"2\".");
    }

    [Fact]
    public void Names_that_share_a_slot_of_the_table_stay_themselves()
    {
        var names = Enumerable.Range(0, 20_000).Select(i => $"name{i}").ToArray();
        var text = Encoding.UTF8.GetBytes($"{{ {string.Join(' ', names)} }}");
        Parser.Parse(text, ParserOptions.Trusted).IsDocument(out var document, out _).ShouldBeTrue();
        ((OperationDefinitionNode)document!.Definitions[0]).SelectionSet.Selections.Cast<FieldNode>().Select(field => field.Name).ShouldBe(names);
    }

    private static T Definition<T>(string text)
        where T : DefinitionNode => Parse(text).Definitions.ShouldHaveSingleItem().ShouldBeOfType<T>();

    private static Document Parse(string text) => Parser.Parse(text).IsDocument(out var document, out var error) ? document : throw new FormatException(error.Message);
}
