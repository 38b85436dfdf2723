using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Hot;

namespace OmniCommerce.Sessions.Features;

internal sealed class SignSessionInHandler(CommerceDbContext db, SessionNews news, TimeProvider clock) : IRequestHandler<SignSessionIn, Result<ShopperSession>>
{
    public async Task<Result<ShopperSession>> Handle(SignSessionIn command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var session = await db.Set<Session>().SingleOrDefaultAsync(s => s.Id == command.SessionId && s.ExpiresAt > now, cancellationToken);
        if (session is null)
            return new NotFound(command.SessionId.ToString(), "session");

        session.SignIn(command.CustomerId);
        news.Tell(session);
        return HotSession.Of(session, now).ToShopperSession();
    }
}
