namespace OmniCommerce.GraphQL.Language;

public ref partial struct Parser
{
    private OperationDefinitionNode ParseShortQuery(int start) =>
        new() { Offset = start, Operation = OperationType.Query, SelectionSet = ParseSelectionSet() };

    private OperationDefinitionNode ParseOperation(int start, StringValueNode? description, OperationType operation)
    {
        _lexer.Advance();
        var nameOffset = _lexer.Start;
        var name = _lexer.Kind is TokenKind.Name ? ParseName() : null;
        return new OperationDefinitionNode
        {
            Offset = start,
            Description = description,
            Operation = operation,
            Name = name,
            NameOffset = name is null ? 0 : nameOffset,
            VariableDefinitions = ParseVariableDefinitions(),
            Directives = ParseDirectives(isConst: false),
            SelectionSet = ParseSelectionSet(),
        };
    }

    private FragmentDefinitionNode ParseFragmentDefinition(int start, StringValueNode? description)
    {
        _lexer.Advance();
        var nameOffset = _lexer.Start;
        var name = ParseFragmentName();
        ExpectKeyword("on");
        return new FragmentDefinitionNode
        {
            Offset = start,
            Description = description,
            Name = name,
            NameOffset = nameOffset,
            TypeCondition = ParseNamedType(),
            Directives = ParseDirectives(isConst: false),
            SelectionSet = ParseSelectionSet(),
        };
    }

    private string ParseFragmentName()
    {
        if (_lexer.Kind is TokenKind.Name && _lexer.Bytes.SequenceEqual("on"u8)) FailUnexpected();
        return ParseName();
    }

    private VariableDefinitionNode[] ParseVariableDefinitions()
    {
        if (!Skip(TokenKind.ParenOpen)) return [];
        var list = _pendingCount;
        do Add(ParseVariableDefinition());
        while (GoesOn(TokenKind.ParenClose));
        return Take<VariableDefinitionNode>(list);
    }

    private VariableDefinitionNode ParseVariableDefinition()
    {
        var start = _lexer.Start;
        var description = ParseDescription();
        var variable = ParseVariable();
        Expect(TokenKind.Colon);
        return new VariableDefinitionNode
        {
            Offset = start,
            Description = description,
            Variable = variable,
            Type = ParseTypeReference(),
            DefaultValue = Skip(TokenKind.EqualsSign) ? ParseValue(isConst: true) : null,
            Directives = ParseDirectives(isConst: true),
        };
    }

    private SelectionSetNode ParseSelectionSet()
    {
        Enter();
        var start = _lexer.Start;
        Expect(TokenKind.BraceOpen);
        var list = _pendingCount;
        do Add(_lexer.Kind is TokenKind.Spread ? ParseFragment() : ParseField());
        while (GoesOn(TokenKind.BraceClose));
        Leave();
        return new SelectionSetNode { Offset = start, Selections = Take<SelectionNode>(list) };
    }

    private FieldNode ParseField()
    {
        var start = _lexer.Start;
        var name = ParseName();
        string? alias = null;
        if (Skip(TokenKind.Colon))
        {
            alias = name;
            name = ParseName();
        }

        return new FieldNode
        {
            Offset = start,
            Alias = alias,
            Name = name,
            Arguments = ParseArguments(isConst: false),
            Directives = ParseDirectives(isConst: false),
            SelectionSet = _lexer.Kind is TokenKind.BraceOpen ? ParseSelectionSet() : null,
        };
    }

    private SelectionNode ParseFragment()
    {
        var start = _lexer.Start;
        _lexer.Advance();
        var hasTypeCondition = SkipKeyword("on");
        if (!hasTypeCondition && _lexer.Kind is TokenKind.Name)
        {
            var nameOffset = _lexer.Start;
            return new FragmentSpreadNode { Offset = start, Name = ParseName(), NameOffset = nameOffset, Directives = ParseDirectives(isConst: false) };
        }

        return new InlineFragmentNode
        {
            Offset = start,
            TypeCondition = hasTypeCondition ? ParseNamedType() : null,
            Directives = ParseDirectives(isConst: false),
            SelectionSet = ParseSelectionSet(),
        };
    }

    private ArgumentNode[] ParseArguments(bool isConst)
    {
        if (!Skip(TokenKind.ParenOpen)) return [];
        var list = _pendingCount;
        do
        {
            var start = _lexer.Start;
            var name = ParseName();
            Expect(TokenKind.Colon);
            Add(new ArgumentNode { Offset = start, Name = name, Value = ParseValue(isConst) });
        }
        while (GoesOn(TokenKind.ParenClose));
        return Take<ArgumentNode>(list);
    }

    private DirectiveNode[] ParseDirectives(bool isConst)
    {
        if (_lexer.Kind is not TokenKind.At) return [];
        var list = _pendingCount;
        while (_lexer.Kind is TokenKind.At)
        {
            var start = _lexer.Start;
            _lexer.Advance();
            Add(new DirectiveNode { Offset = start, Name = ParseName(), Arguments = ParseArguments(isConst) });
        }

        return Take<DirectiveNode>(list);
    }
}
