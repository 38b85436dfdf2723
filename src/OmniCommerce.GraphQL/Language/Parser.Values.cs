namespace OmniCommerce.GraphQL.Language;

public ref partial struct Parser
{
    private ValueNode ParseValue(bool isConst)
    {
        var start = _lexer.Start;
        switch (_lexer.Kind)
        {
            case TokenKind.Dollar:
                return isConst ? FailVariable(start) : ParseVariable();
            case TokenKind.Int:
                var whole = new IntValueNode { Offset = start, Value = _lexer.Text };
                _lexer.Advance();
                return whole;
            case TokenKind.Float:
                var number = new FloatValueNode { Offset = start, Value = _lexer.Text };
                _lexer.Advance();
                return number;
            case TokenKind.String or TokenKind.BlockString:
                return ParseString();
            case TokenKind.Name:
                return ParseNameValue(start);
            case TokenKind.BracketOpen:
                return ParseListValue(isConst);
            case TokenKind.BraceOpen:
                return ParseObjectValue(isConst);
            default:
                FailUnexpected();
                return new NullValueNode();
        }
    }

    private VariableNode ParseVariable()
    {
        var start = _lexer.Start;
        Expect(TokenKind.Dollar);
        var nameOffset = _lexer.Start;
        return new VariableNode { Offset = start, Name = ParseName(), NameOffset = nameOffset };
    }

    private NullValueNode FailVariable(int start)
    {
        _lexer.Advance();
        _lexer.Fail(start, _lexer.Kind is TokenKind.Name ? $"Unexpected variable \"${_lexer.Text}\" in constant value." : "Unexpected \"$\".");
        return new NullValueNode();
    }

    private StringValueNode ParseString()
    {
        var text = new StringValueNode { Offset = _lexer.Start, Value = _lexer.StringValue!, Block = _lexer.Kind is TokenKind.BlockString };
        _lexer.Advance();
        return text;
    }

    private ValueNode ParseNameValue(int start)
    {
        var name = _lexer.Text;
        _lexer.Advance();
        return name switch
        {
            "true" => new BooleanValueNode { Offset = start, Value = true },
            "false" => new BooleanValueNode { Offset = start, Value = false },
            "null" => new NullValueNode { Offset = start },
            _ => new EnumValueNode { Offset = start, Value = name },
        };
    }

    private ListValueNode ParseListValue(bool isConst)
    {
        Enter();
        var start = _lexer.Start;
        Expect(TokenKind.BracketOpen);
        var list = _pendingCount;
        while (GoesOn(TokenKind.BracketClose)) Add(ParseValue(isConst));
        Leave();
        return new ListValueNode { Offset = start, Values = Take<ValueNode>(list) };
    }

    private ObjectValueNode ParseObjectValue(bool isConst)
    {
        Enter();
        var start = _lexer.Start;
        Expect(TokenKind.BraceOpen);
        var list = _pendingCount;
        while (GoesOn(TokenKind.BraceClose))
        {
            var offset = _lexer.Start;
            var name = ParseName();
            Expect(TokenKind.Colon);
            Add(new ObjectFieldNode { Offset = offset, Name = name, Value = ParseValue(isConst) });
        }

        Leave();
        return new ObjectValueNode { Offset = start, Fields = Take<ObjectFieldNode>(list) };
    }

    private TypeNode ParseTypeReference()
    {
        var start = _lexer.Start;
        TypeNode type;
        if (_lexer.Kind is TokenKind.BracketOpen)
        {
            Enter();
            Skip(TokenKind.BracketOpen);
            var item = ParseTypeReference();
            Expect(TokenKind.BracketClose);
            Leave();
            type = new ListTypeNode { Offset = start, Type = item };
        }
        else
        {
            type = ParseNamedType();
        }

        return Skip(TokenKind.Bang) ? new NonNullTypeNode { Offset = start, Type = type } : type;
    }

    private NamedTypeNode ParseNamedType()
    {
        var start = _lexer.Start;
        return new NamedTypeNode { Offset = start, Name = ParseName() };
    }
}
