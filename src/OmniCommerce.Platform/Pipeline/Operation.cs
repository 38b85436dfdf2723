using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Kernel;

namespace OmniCommerce.Platform.Pipeline;

/// <summary>The stored outcome of a repeatable request: what it answered, and a fingerprint of what it was asked.</summary>
internal sealed class Operation
{
    private static readonly JsonSerializerOptions FingerprintJson = new(KernelJson.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhoAsks } },
    };

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
            Outcome = refused ? RefusalJson.Write(response.Refusals) : JsonSerializer.Serialize(response.BoxedValue, TResponse.ValueType, KernelJson.Options),
            At = now,
        };
    }

    public static string FingerprintOf<TRequest>(TRequest request)
        where TRequest : IRepeatable =>
        $"{typeof(TRequest).Name} {Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, FingerprintJson)))}";

    public TResponse Repeat<TResponse>(string fingerprint)
        where TResponse : IResult<TResponse>
    {
        if (fingerprint != Fingerprint)
            return TResponse.Refused([new OperationReused(Id)]);
        return Refused
            ? TResponse.Refused(RefusalJson.Read(Outcome))
            : TResponse.Accepted(JsonSerializer.Deserialize(Outcome, TResponse.ValueType, KernelJson.Options)!);
    }

    // Who asks is in the actor, and may have moved on since (another location, another customer); what is asked may not.
    private static void LeaveOutWhoAsks(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(IRepeatable)))
            return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].Name is nameof(IRepeatable.OperationId) or nameof(IRepeatable.Actor) or "Caller")
                type.Properties.RemoveAt(i);
        }
    }

    internal sealed class Configuration : IEntityTypeConfiguration<Operation>
    {
        public void Configure(EntityTypeBuilder<Operation> operation)
        {
            operation.ToTable("operations");
            operation.HasKey(o => new { o.Actor, o.Id });
            operation.Property(o => o.Actor).HasMaxLength(64);
            operation.Property(o => o.Fingerprint).HasMaxLength(200);
            operation.HasIndex(o => o.At);
            operation.Property(o => o.Outcome).HasMaxLength(-1);
        }
    }
}
