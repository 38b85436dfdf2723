using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;

namespace OmniCommerce.Platform.GraphQL;

/// <summary>An amount of money, with exactly its currency's digits.</summary>
[ObjectType<Money>(IncludeProperties = [nameof(Money.Amount), nameof(Money.Currency)])]
internal static class MoneyType;

/// <summary>The refusals that every capability shares show their message and these facts.</summary>
[ObjectType<NotFound>(IncludeProperties = [nameof(NotFound.Id)])]
internal static class NotFoundType;

/// <summary>Why the caller may not is in the message.</summary>
[ObjectType<Forbidden>(IncludeProperties = [])]
internal static class ForbiddenType;

/// <summary>What is wrong is in the message, where it is in the path.</summary>
[ObjectType<InvalidInput>(IncludeProperties = [nameof(InvalidInput.Path)])]
internal static class InvalidInputType;

/// <summary>A problem that stands between a cart and its order.</summary>
[InterfaceTypeOf<ICartProblem>("CartProblem")]
internal static class CartProblemType;
