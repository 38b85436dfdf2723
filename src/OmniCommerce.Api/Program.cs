using System.Globalization;
using OmniCommerce.Api;
using OmniCommerce.Api.Commands;

// Numbers and dates are written alike whatever the machine's locale.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

try
{
    return await RunAsync(args);
}
catch (SettingException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}

static async Task<int> RunAsync(string[] args) => args switch
{
    ["schema", "export", ..] => SchemaExport.Run(Console.Out),
    ["import", var name, var file, .. var settings] => await ImportCommand.RunAsync(name, file, settings),
    ["reader", var store, var label, var readerId, .. var settings] => await ReaderCommand.RunAsync(store, label, readerId, settings),
    ["reconcile", .. var settings] => await ReconcileCommand.RunAsync(settings),
    ["migrate", .. var settings] => await MigrateCommand.RunAsync(settings),
    ["check", .. var settings] => await CheckCommand.RunAsync(settings),
    ["webhooks", .. var words] => await WebhooksCommand.RunAsync(words),
    ["outbox", .. var words] => await OutboxCommand.RunAsync(words),
    ["help" or "--help" or "-h", ..] => Help.Print(Console.Out),
    [var word, ..] when !word.StartsWith('-') => Help.PrintUnknown(word, Console.Error),
    _ => await Server.RunAsync(args),
};
