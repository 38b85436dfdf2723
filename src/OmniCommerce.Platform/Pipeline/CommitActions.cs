using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Pipeline;

/// <summary>What is to be done around the commit of the command that runs now. Lives as long as the command's scope; a roll-back forgets it.</summary>
public sealed class CommitActions
{
    private readonly List<Action> _afterCommit = [];
    private readonly List<Action<CommerceDbContext, object>> _beforeSave = [];

    /// <summary>Whether a transaction is open that further commands join.</summary>
    internal bool InTransaction { get; set; }

    /// <summary>Does this once the transaction is committed: wake a job, tell subscribers. It must not fail, and what must not be lost does not belong here.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <summary>Adds to what is saved, knowing what the command answered.</summary>
    internal void BeforeSave(Action<CommerceDbContext, object> action) => _beforeSave.Add(action);

    internal void Save(CommerceDbContext db, object response)
    {
        foreach (var action in _beforeSave)
            action(db, response);
    }

    internal void Committed()
    {
        var actions = _afterCommit.ToArray();
        Forget();
        foreach (var action in actions)
            action();
    }

    internal void Forget() => _afterCommit.Clear();

    internal void ForgetAll()
    {
        _afterCommit.Clear();
        _beforeSave.Clear();
    }
}
