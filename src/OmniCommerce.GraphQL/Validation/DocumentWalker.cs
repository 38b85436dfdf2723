using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Validation;

/// <summary>Goes through a document once, knows the type at every place, and raises the events of all rules.</summary>
internal sealed class DocumentWalker(ValidationContext context, DocumentEvents on)
{
    public void Walk()
    {
        on.Document?.Invoke(context);
        var operations = 0;
        foreach (var definition in context.Document.Definitions)
        {
            if (context.IsStopped) return;
            if (definition is OperationDefinitionNode operation) Walk(operation, context.Operations[operations++]);
            else if (definition is FragmentDefinitionNode fragment) Walk(fragment);
        }

        if (!context.IsStopped) on.End?.Invoke(context);
    }

    private void Walk(OperationDefinitionNode node, ExecutableDefinition facts)
    {
        facts.FirstUsage = context.Usages.Count;
        on.Operation?.Invoke(context, node);
        foreach (var variable in node.VariableDefinitions) Walk(variable);
        var (location, root) = node.Operation switch
        {
            OperationType.Query => (DirectiveLocation.Query, context.Schema.QueryType),
            OperationType.Mutation => (DirectiveLocation.Mutation, context.Schema.MutationType),
            _ => (DirectiveLocation.Subscription, context.Schema.SubscriptionType),
        };
        Walk(node.Directives, location);
        Walk(node.SelectionSet, root);
        facts.UsageCount = context.Usages.Count - facts.FirstUsage;
    }

    private void Walk(VariableDefinitionNode node)
    {
        var type = context.TypeOf(node.Type);
        context.InputType = type is { IsInputType: true } ? type : null;
        on.VariableDefinition?.Invoke(context, node);

        var named = node.Type;
        while (named is not NamedTypeNode) named = named is ListTypeNode list ? list.Type : ((NonNullTypeNode)named).Type;
        on.NamedType?.Invoke(context, (NamedTypeNode)named);
        if (node.DefaultValue is not null) Walk(node.DefaultValue, context.InputType, hasDefault: false, parent: null);
        Walk(node.Directives, DirectiveLocation.VariableDefinition);
    }

    private void Walk(FragmentDefinitionNode node)
    {
        var first = context.Usages.Count;
        on.FragmentDefinition?.Invoke(context, node);
        on.NamedType?.Invoke(context, node.TypeCondition);
        Walk(node.Directives, DirectiveLocation.FragmentDefinition);
        Walk(node.SelectionSet, context.CompositeTypeOf(node.TypeCondition));

        // Of several fragments of one name, only the last is one that can be spread.
        if (context.Fragment(node.Name) is not { } facts || facts.Node != node) return;
        facts.FirstUsage = first;
        facts.UsageCount = context.Usages.Count - first;
    }

    private void Walk(SelectionSetNode node, CompositeType? type)
    {
        var outer = context.ParentType;
        context.ParentType = type;
        on.SelectionSet?.Invoke(context, node);
        WalkSelections(node);
        context.ParentType = outer;
    }

    private void WalkSelections(SelectionSetNode node)
    {
        foreach (var selection in node.Selections)
        {
            if (context.IsStopped) return;
            switch (selection)
            {
                case FieldNode field:
                    Walk(field);
                    break;
                case FragmentSpreadNode spread:
                    on.FragmentSpread?.Invoke(context, spread);
                    Walk(spread.Directives, DirectiveLocation.FragmentSpread);
                    break;
                case InlineFragmentNode fragment:
                    Walk(fragment);
                    break;
            }
        }
    }

    private void Walk(FieldNode node)
    {
        var definition = context.ParentType is null ? null : context.Schema.FindField(context.ParentType, node.Name);
        context.Field = definition;
        on.Field?.Invoke(context, node);
        Walk(node.Arguments, definition?.Arguments);
        Walk(node.Directives, DirectiveLocation.Field);
        if (node.SelectionSet is not null) Walk(node.SelectionSet, definition?.Type.Named as CompositeType);
    }

    private void Walk(InlineFragmentNode node)
    {
        var outer = context.ParentType;
        var type = node.TypeCondition is null ? outer : context.CompositeTypeOf(node.TypeCondition);
        context.FragmentType = type;
        on.InlineFragment?.Invoke(context, node);
        if (node.TypeCondition is not null) on.NamedType?.Invoke(context, node.TypeCondition);
        Walk(node.Directives, DirectiveLocation.InlineFragment);
        context.ParentType = type;
        WalkSelections(node.SelectionSet);
        context.ParentType = outer;
    }

    private void Walk(DirectiveNode[] nodes, DirectiveLocation location)
    {
        if (nodes.Length == 0) return;
        on.Directives?.Invoke(context, nodes, location);
        context.IsInDirective = true;
        foreach (var node in nodes)
        {
            context.Directive = context.Schema.Directives[node.Name];
            on.Directive?.Invoke(context, node);
            Walk(node.Arguments, context.Directive?.Arguments);
        }

        context.IsInDirective = false;
    }

    private void Walk(ArgumentNode[] nodes, ElementList<InputValueDefinition>? definitions)
    {
        if (nodes.Length == 0) return;
        on.Arguments?.Invoke(context, nodes);
        foreach (var node in nodes)
        {
            var definition = definitions?[node.Name];
            context.InputType = definition?.Type;
            on.Argument?.Invoke(context, node);
            Walk(node.Value, definition?.Type, definition?.DefaultValue is not null, parent: null);
        }
    }

    private void Walk(ValueNode node, GraphQLType? type, bool hasDefault, InputObjectType? parent)
    {
        switch (node)
        {
            case VariableNode variable:
                context.Usages.Add(new VariableUsage(variable, type, hasDefault, parent));
                break;
            case ListValueNode list:
                var item = type?.Nullable is ListType listType ? listType.OfType : type?.Nullable;
                foreach (var value in list.Values) Walk(value, item, hasDefault: false, parent: null);
                break;
            case ObjectValueNode input:
                on.ObjectValue?.Invoke(context, input);
                var inputType = type?.Named as InputObjectType;
                foreach (var field in input.Fields)
                {
                    var definition = inputType?.Fields[field.Name];
                    Walk(field.Value, definition?.Type, definition?.DefaultValue is not null, inputType);
                }

                break;
        }
    }
}
