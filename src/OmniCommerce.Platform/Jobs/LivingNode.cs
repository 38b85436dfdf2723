using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OmniCommerce.Platform.Jobs;

/// <summary>A node that lives, as far as the others can see. What was begun by one that is not in this table is anybody's to take up.</summary>
public sealed class LivingNode
{
    /// <summary>See <see cref="ThisNode.Id"/>.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Goes up every second.</summary>
    public long Beat { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<LivingNode>
    {
        public void Configure(EntityTypeBuilder<LivingNode> node)
        {
            node.ToTable("nodes");
            node.HasKey(n => n.Id);
            node.Property(n => n.Id).ValueGeneratedNever();
        }
    }
}
