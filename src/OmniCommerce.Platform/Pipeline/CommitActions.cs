using Microsoft.Extensions.Logging;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Pipeline;

/// <summary>What is to be done around the commit of the command that runs now. Lives as long as the command's scope; a roll-back forgets it.</summary>
/// <param name="logger">Told when an action fails after the commit.</param>
public sealed class CommitActions(ILogger<CommitActions> logger)
{
    private readonly List<Action> _afterCommit = [];
    private Action<CommerceDbContext, object>? _beforeSave;

    /// <summary>Whether a transaction is open that further commands join.</summary>
    internal bool InTransaction { get; set; }

    /// <summary>Does this once the transaction is committed: wake a job, tell subscribers. What must not be lost does not belong here.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <summary>Adds to what is saved, knowing what the command answered.</summary>
    internal void BeforeSave(Action<CommerceDbContext, object> action) => _beforeSave = action;

    internal void Save(CommerceDbContext db, object response) => _beforeSave?.Invoke(db, response);

    internal void Committed()
    {
        foreach (var action in _afterCommit)
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                // The command is done, and its caller is told so.
                logger.LogError(exception, "What was to be done after a commit failed.");
            }
        }
    }

    internal void Forget()
    {
        _afterCommit.Clear();
        _beforeSave = null;
    }
}
