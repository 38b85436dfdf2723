using System.Collections.Frozen;
using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;
using static OmniCommerce.StripeSandbox.Objects.IntentStatus;

namespace OmniCommerce.StripeSandbox.Rules;

/// <summary>What can be done with a PaymentIntent.</summary>
internal enum PaymentIntentMove
{
    Update = 1,
    Confirm = 2,

    /// <summary>The cardholder confirms or refuses.</summary>
    Authenticate = 3,

    /// <summary>A card is presented at a reader.</summary>
    Process = 4,

    Capture = 5,
    IncrementAuthorization = 6,
    Cancel = 7,

    /// <summary>The authorisation lapses.</summary>
    Expire = 8,
}

/// <summary>Where a PaymentIntent may go from where it stands. What is not in the table is refused.</summary>
internal static class PaymentIntentMoves
{
    private static readonly FrozenDictionary<(IntentStatus From, PaymentIntentMove Move), IntentStatus[]> Table =
        new Dictionary<(IntentStatus, PaymentIntentMove), IntentStatus[]>
        {
            [(RequiresPaymentMethod, PaymentIntentMove.Update)] = [RequiresPaymentMethod, RequiresConfirmation],
            [(RequiresPaymentMethod, PaymentIntentMove.Confirm)] = [RequiresPaymentMethod, RequiresAction, RequiresCapture, Succeeded],
            [(RequiresPaymentMethod, PaymentIntentMove.Process)] = [RequiresPaymentMethod, RequiresCapture, Succeeded],
            [(RequiresPaymentMethod, PaymentIntentMove.Cancel)] = [Canceled],
            [(RequiresConfirmation, PaymentIntentMove.Update)] = [RequiresPaymentMethod, RequiresConfirmation],
            [(RequiresConfirmation, PaymentIntentMove.Confirm)] = [RequiresPaymentMethod, RequiresAction, RequiresCapture, Succeeded],
            [(RequiresConfirmation, PaymentIntentMove.Cancel)] = [Canceled],
            [(RequiresAction, PaymentIntentMove.Update)] = [RequiresPaymentMethod, RequiresConfirmation, RequiresAction],
            [(RequiresAction, PaymentIntentMove.Confirm)] = [RequiresPaymentMethod, RequiresAction, RequiresCapture, Succeeded],
            [(RequiresAction, PaymentIntentMove.Authenticate)] = [RequiresPaymentMethod, RequiresConfirmation, RequiresCapture, Succeeded],
            [(RequiresAction, PaymentIntentMove.Cancel)] = [Canceled],
            [(RequiresCapture, PaymentIntentMove.Update)] = [RequiresCapture],
            [(RequiresCapture, PaymentIntentMove.Capture)] = [RequiresCapture, Succeeded],
            [(RequiresCapture, PaymentIntentMove.IncrementAuthorization)] = [RequiresCapture],
            [(RequiresCapture, PaymentIntentMove.Cancel)] = [Canceled],
            [(RequiresCapture, PaymentIntentMove.Expire)] = [Canceled],
            [(Succeeded, PaymentIntentMove.Update)] = [Succeeded],
            [(Canceled, PaymentIntentMove.Update)] = [Canceled],
        }.ToFrozenDictionary();

    /// <summary>Refuses the move when the intent's status does not allow it.</summary>
    public static void Guard(this PaymentIntent intent, PaymentIntentMove move)
    {
        if (Table.ContainsKey((intent.Status, move)))
            return;
        var from = Table.Keys.Where(key => key.Move == move).Select(key => key.From.Word()).Order(StringComparer.Ordinal);
        throw StripeError.UnexpectedState(
            intent,
            $"You cannot {move.Word()} this PaymentIntent because it has a status of {intent.Status.Word()}. Only a PaymentIntent with one of the following statuses may do so: {string.Join(", ", from)}.");
    }

    /// <summary>Makes the move.</summary>
    /// <exception cref="InvalidOperationException">The table does not have it: a mistake of the sandbox.</exception>
    public static void Move(this PaymentIntent intent, PaymentIntentMove move, IntentStatus to)
    {
        if (!Table.TryGetValue((intent.Status, move), out var allowed) || !allowed.Contains(to))
            throw new InvalidOperationException($"A PaymentIntent does not go from {intent.Status} to {to} by {move}.");
        intent.Status = to;
        if (to != RequiresAction)
            intent.NextAction = null;
        if (to != RequiresCapture)
            intent.DueAt = null;
    }

    /// <summary>The member as Stripe writes it.</summary>
    public static string Word<T>(this T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
