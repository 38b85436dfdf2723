using System.Globalization;
using System.Text.Json.Nodes;
using OmniCommerce.StripeSandbox.Http;

namespace OmniCommerce.StripeSandbox.Contract;

/// <summary>What a parameter must be, by Stripe's contract. Reads the text of a form into JSON of the right types, or refuses it as Stripe does.</summary>
internal abstract class ParameterRule
{
    /// <summary>The value as JSON; null when an empty text unsets it.</summary>
    /// <exception cref="StripeError">It is not what the contract says.</exception>
    public abstract JsonNode? Read(FormValue value, string path);

    protected static StripeError Empty(string path) => StripeError.Invalid(
        path,
        $"You passed an empty string for '{path}'. We assume empty values are an attempt to unset a parameter; however '{path}' cannot be unset. Remove it from the request or give it a value.",
        "parameter_invalid_empty");

    /// <summary>The contract's <c>type: string</c>. Empty text unsets it.</summary>
    internal sealed class Text : ParameterRule
    {
        private const int MaxLength = 5000;

        public override JsonNode? Read(FormValue value, string path) => value.Text switch
        {
            null => throw StripeError.Invalid(path, "Invalid string: an object was given."),
            "" => null,
            { Length: > MaxLength } => throw StripeError.Invalid(path, $"Invalid string: must be at most {MaxLength} characters."),
            var text => JsonValue.Create(text),
        };
    }

    internal sealed class Integer : ParameterRule
    {
        public override JsonNode? Read(FormValue value, string path) => value.Text switch
        {
            "" => throw Empty(path),
            var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            var text => throw StripeError.Invalid(path, $"Invalid integer: {text}", "parameter_invalid_integer"),
        };
    }

    internal sealed class Flag : ParameterRule
    {
        public override JsonNode? Read(FormValue value, string path) => value.Text switch
        {
            "" => throw Empty(path),
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            var text => throw StripeError.Invalid(path, $"Invalid boolean: {text}"),
        };
    }

    internal sealed class Choice(IReadOnlyList<string> values) : ParameterRule
    {
        private readonly HashSet<string> _values = [.. values];

        public override JsonNode? Read(FormValue value, string path)
        {
            if (value.Text is { } text && _values.Contains(text))
                return text.Length == 0 ? null : JsonValue.Create(text);
            throw value.Text is "" ? Empty(path) : StripeError.Invalid(path, $"Invalid {path}: must be one of {string.Join(", ", values)}");
        }
    }

    internal sealed class List(ParameterRule item) : ParameterRule
    {
        public override JsonNode? Read(FormValue value, string path)
        {
            if (value.Text is "")
                return new JsonArray();
            var items = new SortedDictionary<int, FormValue>();
            foreach (var (at, field) in value.Fields ?? throw StripeError.Invalid(path, "Invalid array"))
            {
                if (!int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || !items.TryAdd(index, field))
                    throw StripeError.Invalid(path, "Invalid array");
            }

            return new JsonArray([.. items.Select(field => item.Read(field.Value, $"{path}[{field.Key}]") ?? throw Empty($"{path}[{field.Key}]"))]);
        }
    }

    internal sealed class Fields : ParameterRule
    {
        /// <summary>Set once, after all rules are made: rules may refer to themselves.</summary>
        public Dictionary<string, ParameterRule> Known { get; } = new(StringComparer.Ordinal);

        public List<string> Required { get; } = [];

        /// <summary>The rule of every other field; null when there must be none.</summary>
        public ParameterRule? Others { get; set; }

        public override JsonNode? Read(FormValue value, string path)
        {
            if (value.Fields is null)
                throw value.Text is "" ? Empty(path) : StripeError.Invalid(path, "Invalid object");
            var read = new JsonObject();
            foreach (var (name, field) in value.Fields)
            {
                var at = path.Length == 0 ? name : $"{path}[{name}]";
                var rule = Known.GetValueOrDefault(name) ?? Others
                    ?? throw StripeError.Invalid(at, $"Received unknown parameter: {at}", "parameter_unknown");
                var one = rule.Read(field, at);
                read.Add(name, one is null && Required.Contains(name) ? throw Empty(at) : one);
            }

            foreach (var name in Required.Where(name => !value.Fields.ContainsKey(name)))
            {
                var at = path.Length == 0 ? name : $"{path}[{name}]";
                throw StripeError.Invalid(at, $"Missing required param: {at}.", "parameter_missing");
            }

            return read;
        }
    }

    /// <summary>The first alternative that fits; when none does, what the first one says.</summary>
    internal sealed class AnyOf(IReadOnlyList<ParameterRule> alternatives) : ParameterRule
    {
        public override JsonNode? Read(FormValue value, string path)
        {
            StripeError? first = null;
            foreach (var alternative in alternatives)
            {
                try
                {
                    return alternative.Read(value, path);
                }
                catch (StripeError error)
                {
                    first ??= error;
                }
            }

            throw first!;
        }
    }
}
