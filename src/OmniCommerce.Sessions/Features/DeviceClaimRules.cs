using FluentValidation;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Domain;

namespace OmniCommerce.Sessions.Features;

/// <summary>Which devices may start or join a session by their own word.</summary>
internal sealed class DeviceClaimRules : AbstractValidator<DeviceClaim>
{
    public DeviceClaimRules(SessionsOptions options)
    {
        RuleFor(device => device.Name)
            .Must(IsName)
            .WithMessage($"A device has a name of 1 to {DeviceClaim.MaxNameLength} characters, none of them a control character.");
        RuleFor(device => device.Channel)
            .Must(channel => channel is Channel.Web or Channel.Mobile or Channel.Pos)
            .WithMessage("A shopper's device is WEB or MOBILE, a till is POS. Partners and call centres do not sign in by sessions.");
        RuleFor(device => device.Channel)
            .Must(channel => channel is not Channel.Pos || options.AllowUnenrolledTills)
            .WithMessage("Tills must be enrolled: this shop takes no device's own word that it is a till.");
        RuleFor(device => device.LocationId)
            .NotNull()
            .When(device => device.Channel is Channel.Pos)
            .WithMessage("A till says where it stands: give its locationId.");
    }

    private static bool IsName(string name) => name.Trim() is { Length: > 0 and <= DeviceClaim.MaxNameLength } trimmed && !trimmed.Any(char.IsControl);
}
