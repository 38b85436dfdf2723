using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Domain;

namespace OmniCommerce.Sessions.Persistence;

/// <summary>A product that a session's shopper looked at, as it is stored.</summary>
internal sealed class SessionView
{
    public required SessionId SessionId { get; init; }

    public required ProductId ProductId { get; init; }

    public required DateTimeOffset ViewedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<SessionView>
    {
        public void Configure(EntityTypeBuilder<SessionView> view)
        {
            view.ToTable("session_views");
            view.HasKey(v => new { v.SessionId, v.ProductId });
            view.HasOne<Session>().WithMany().HasForeignKey(v => v.SessionId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
