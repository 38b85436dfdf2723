using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Kernel;

namespace OmniCommerce.Platform.Pipeline;

/// <summary>The stored outcome of a repeatable request: what it answered, and a fingerprint of what it was asked.</summary>
internal sealed class Operation
{
    private Operation()
    {
    }

    public required string Actor { get; init; }

    public required Guid Id { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>The value as JSON, or, when refused, an array of refusals, each with its type.</summary>
    public required string Outcome { get; init; }

    public required bool Refused { get; init; }

    public required DateTimeOffset At { get; init; }

    public static Operation Of<TResponse>(string actor, Guid id, string fingerprint, TResponse response, DateTimeOffset now)
        where TResponse : IResult<TResponse>
    {
        var refused = response.Refusals.Count > 0;
        return new Operation
        {
            Actor = actor,
            Id = id,
            Fingerprint = fingerprint,
            Refused = refused,
            Outcome = refused ? RefusalJson.Write(response.Refusals) : JsonSerializer.Serialize(response.BoxedValue, TResponse.ValueType, OutcomeJson.Options),
            At = now,
        };
    }

    public static string FingerprintOf<TRequest>(TRequest request)
        where TRequest : IRepeatable
    {
        var input = JsonSerializer.SerializeToNode(request, OutcomeJson.Options)!.AsObject();
        input.Remove(nameof(IRepeatable.OperationId));
        // Who asks may have moved on since (another location, another customer); what is asked may not.
        input.Remove("Caller");
        input[nameof(Type)] = JsonValue.Create(typeof(TRequest).Name);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(input.ToJsonString())));
    }

    public TResponse Repeat<TResponse>(string fingerprint)
        where TResponse : IResult<TResponse>
    {
        if (fingerprint != Fingerprint)
            return TResponse.Refused([new OperationReused(Id)]);
        return Refused
            ? TResponse.Refused(RefusalJson.Read(Outcome))
            : TResponse.Accepted(JsonSerializer.Deserialize(Outcome, TResponse.ValueType, OutcomeJson.Options)!);
    }

    internal sealed class Configuration : IEntityTypeConfiguration<Operation>
    {
        public void Configure(EntityTypeBuilder<Operation> operation)
        {
            operation.ToTable("operations");
            operation.HasKey(o => new { o.Actor, o.Id });
            operation.Property(o => o.Actor).HasMaxLength(64);
            operation.Property(o => o.Fingerprint).HasMaxLength(64);
            operation.Property(o => o.Outcome).HasMaxLength(-1);
        }
    }
}
