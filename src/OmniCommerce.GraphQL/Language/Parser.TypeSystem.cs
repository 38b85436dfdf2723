namespace OmniCommerce.GraphQL.Language;

public ref partial struct Parser
{
    private DefinitionNode ParseTypeSystemDefinition(int start, StringValueNode? description, bool isExtension)
    {
        if (_lexer.Kind is not TokenKind.Name) return FailDefinition(_lexer.Start, $"Unexpected {_lexer.Describe()}.");
        var keyword = _lexer.Text;
        if (keyword == "schema") return ParseSchemaDefinition(start, description, isExtension);
        if (keyword is not ("scalar" or "type" or "interface" or "union" or "enum" or "input"))
            return FailDefinition(_lexer.Start, $"Unexpected {_lexer.Describe()}.");

        _lexer.Advance();
        var head = new TypeHead(start, description, isExtension, _lexer.Start, ParseName());
        return keyword switch
        {
            "scalar" => ParseScalarType(head),
            "type" => ParseObjectType(head),
            "interface" => ParseInterfaceType(head),
            "union" => ParseUnionType(head),
            "enum" => ParseEnumType(head),
            _ => ParseInputObjectType(head),
        };
    }

    /// <summary>What the definitions and extensions of all kinds of types begin with.</summary>
    private readonly record struct TypeHead(int Offset, StringValueNode? Description, bool IsExtension, int NameOffset, string Name);

    private SchemaDefinitionNode ParseSchemaDefinition(int start, StringValueNode? description, bool isExtension)
    {
        _lexer.Advance();
        var directives = ParseDirectives(isConst: true);
        var operationTypes = isExtension && _lexer.Kind is not TokenKind.BraceOpen ? [] : ParseOperationTypes();
        if (isExtension && directives.Length == 0 && operationTypes.Length == 0) FailUnexpected();
        return new SchemaDefinitionNode { Offset = start, Description = description, IsExtension = isExtension, Directives = directives, OperationTypes = operationTypes };
    }

    private OperationTypeDefinitionNode[] ParseOperationTypes()
    {
        Expect(TokenKind.BraceOpen);
        var list = _pendingCount;
        do
        {
            var start = _lexer.Start;
            var operation = ParseOperationType();
            Expect(TokenKind.Colon);
            Add(new OperationTypeDefinitionNode { Offset = start, Operation = operation, Type = ParseNamedType() });
        }
        while (GoesOn(TokenKind.BraceClose));
        return Take<OperationTypeDefinitionNode>(list);
    }

    private OperationType ParseOperationType()
    {
        if (_lexer.Kind is not TokenKind.Name) FailExpected("Name");
        else if (SkipKeyword("query")) return OperationType.Query;
        else if (SkipKeyword("mutation")) return OperationType.Mutation;
        else if (SkipKeyword("subscription")) return OperationType.Subscription;
        else FailUnexpected();
        return default;
    }

    private ScalarTypeDefinitionNode ParseScalarType(TypeHead head)
    {
        var directives = ParseDirectives(isConst: true);
        if (head.IsExtension && directives.Length == 0) FailUnexpected();
        return new ScalarTypeDefinitionNode
        {
            Offset = head.Offset,
            Description = head.Description,
            IsExtension = head.IsExtension,
            Name = head.Name,
            NameOffset = head.NameOffset,
            Directives = directives,
        };
    }

    private ObjectTypeDefinitionNode ParseObjectType(TypeHead head)
    {
        var interfaces = ParseImplementsInterfaces();
        var directives = ParseDirectives(isConst: true);
        var fields = ParseFieldDefinitions();
        if (head.IsExtension && interfaces.Length == 0 && directives.Length == 0 && fields.Length == 0) FailUnexpected();
        return new ObjectTypeDefinitionNode
        {
            Offset = head.Offset,
            Description = head.Description,
            IsExtension = head.IsExtension,
            Name = head.Name,
            NameOffset = head.NameOffset,
            Interfaces = interfaces,
            Directives = directives,
            Fields = fields,
        };
    }

    private InterfaceTypeDefinitionNode ParseInterfaceType(TypeHead head)
    {
        var interfaces = ParseImplementsInterfaces();
        var directives = ParseDirectives(isConst: true);
        var fields = ParseFieldDefinitions();
        if (head.IsExtension && interfaces.Length == 0 && directives.Length == 0 && fields.Length == 0) FailUnexpected();
        return new InterfaceTypeDefinitionNode
        {
            Offset = head.Offset,
            Description = head.Description,
            IsExtension = head.IsExtension,
            Name = head.Name,
            NameOffset = head.NameOffset,
            Interfaces = interfaces,
            Directives = directives,
            Fields = fields,
        };
    }

    private UnionTypeDefinitionNode ParseUnionType(TypeHead head)
    {
        var directives = ParseDirectives(isConst: true);
        var types = Skip(TokenKind.EqualsSign) ? ParseNamedTypes(TokenKind.Pipe) : [];
        if (head.IsExtension && directives.Length == 0 && types.Length == 0) FailUnexpected();
        return new UnionTypeDefinitionNode
        {
            Offset = head.Offset,
            Description = head.Description,
            IsExtension = head.IsExtension,
            Name = head.Name,
            NameOffset = head.NameOffset,
            Directives = directives,
            Types = types,
        };
    }

    private EnumTypeDefinitionNode ParseEnumType(TypeHead head)
    {
        var directives = ParseDirectives(isConst: true);
        var values = ParseEnumValueDefinitions();
        if (head.IsExtension && directives.Length == 0 && values.Length == 0) FailUnexpected();
        return new EnumTypeDefinitionNode
        {
            Offset = head.Offset,
            Description = head.Description,
            IsExtension = head.IsExtension,
            Name = head.Name,
            NameOffset = head.NameOffset,
            Directives = directives,
            Values = values,
        };
    }

    private InputObjectTypeDefinitionNode ParseInputObjectType(TypeHead head)
    {
        var directives = ParseDirectives(isConst: true);
        var fields = ParseInputValueDefinitions(TokenKind.BraceOpen, TokenKind.BraceClose);
        if (head.IsExtension && directives.Length == 0 && fields.Length == 0) FailUnexpected();
        return new InputObjectTypeDefinitionNode
        {
            Offset = head.Offset,
            Description = head.Description,
            IsExtension = head.IsExtension,
            Name = head.Name,
            NameOffset = head.NameOffset,
            Directives = directives,
            Fields = fields,
        };
    }

    private NamedTypeNode[] ParseImplementsInterfaces() => SkipKeyword("implements") ? ParseNamedTypes(TokenKind.Ampersand) : [];

    private NamedTypeNode[] ParseNamedTypes(TokenKind delimiter)
    {
        Skip(delimiter);
        var list = _pendingCount;
        do Add(ParseNamedType());
        while (Skip(delimiter));
        return Take<NamedTypeNode>(list);
    }

    private FieldDefinitionNode[] ParseFieldDefinitions()
    {
        if (!Skip(TokenKind.BraceOpen)) return [];
        var list = _pendingCount;
        do Add(ParseFieldDefinition());
        while (GoesOn(TokenKind.BraceClose));
        return Take<FieldDefinitionNode>(list);
    }

    private FieldDefinitionNode ParseFieldDefinition()
    {
        var start = _lexer.Start;
        var description = ParseDescription();
        var nameOffset = _lexer.Start;
        var name = ParseName();
        var arguments = ParseInputValueDefinitions(TokenKind.ParenOpen, TokenKind.ParenClose);
        Expect(TokenKind.Colon);
        return new FieldDefinitionNode
        {
            Offset = start,
            Description = description,
            Name = name,
            NameOffset = nameOffset,
            Arguments = arguments,
            Type = ParseTypeReference(),
            Directives = ParseDirectives(isConst: true),
        };
    }

    private InputValueDefinitionNode[] ParseInputValueDefinitions(TokenKind open, TokenKind close)
    {
        if (!Skip(open)) return [];
        var list = _pendingCount;
        do Add(ParseInputValueDefinition());
        while (GoesOn(close));
        return Take<InputValueDefinitionNode>(list);
    }

    private InputValueDefinitionNode ParseInputValueDefinition()
    {
        var start = _lexer.Start;
        var description = ParseDescription();
        var nameOffset = _lexer.Start;
        var name = ParseName();
        Expect(TokenKind.Colon);
        return new InputValueDefinitionNode
        {
            Offset = start,
            Description = description,
            Name = name,
            NameOffset = nameOffset,
            Type = ParseTypeReference(),
            DefaultValue = Skip(TokenKind.EqualsSign) ? ParseValue(isConst: true) : null,
            Directives = ParseDirectives(isConst: true),
        };
    }

    private EnumValueDefinitionNode[] ParseEnumValueDefinitions()
    {
        if (!Skip(TokenKind.BraceOpen)) return [];
        var list = _pendingCount;
        do
        {
            var start = _lexer.Start;
            var description = ParseDescription();
            var nameOffset = _lexer.Start;
            if (_lexer.Kind is TokenKind.Name && _lexer.Text is ("true" or "false" or "null"))
                _lexer.Fail(nameOffset, $"{_lexer.Describe()} is reserved and cannot be used for an enum value.");
            Add(new EnumValueDefinitionNode { Offset = start, Description = description, NameOffset = nameOffset, Name = ParseName(), Directives = ParseDirectives(isConst: true) });
        }
        while (GoesOn(TokenKind.BraceClose));
        return Take<EnumValueDefinitionNode>(list);
    }

    private DirectiveDefinitionNode ParseDirectiveDefinition(int start, StringValueNode? description)
    {
        _lexer.Advance();
        Expect(TokenKind.At);
        var nameOffset = _lexer.Start;
        var name = ParseName();
        var arguments = ParseInputValueDefinitions(TokenKind.ParenOpen, TokenKind.ParenClose);
        var isRepeatable = SkipKeyword("repeatable");
        ExpectKeyword("on");
        var locations = new List<DirectiveLocation>();
        Skip(TokenKind.Pipe);
        do locations.Add(ParseDirectiveLocation());
        while (Skip(TokenKind.Pipe));
        return new DirectiveDefinitionNode
        {
            Offset = start,
            Description = description,
            Name = name,
            NameOffset = nameOffset,
            Arguments = arguments,
            IsRepeatable = isRepeatable,
            Locations = [.. locations],
        };
    }

    private DirectiveLocation ParseDirectiveLocation()
    {
        var start = _lexer.Start;
        var name = ParseName();
        if (!DirectiveLocations.TryParse(name, out var location)) _lexer.Fail(start, $"Unexpected Name \"{name}\".");
        return location;
    }
}
