using OmniCommerce.Api;
using OmniCommerce.Api.Commands;

return args switch
{
    ["schema", "export", ..] => SchemaExport.Run(Console.Out),
    ["import", var name, var file, .. var settings] => await ImportCommand.RunAsync(name, file, settings),
    ["migrate", .. var settings] => await MigrateCommand.RunAsync(settings),
    ["help" or "--help" or "-h", ..] => Help.Print(Console.Out),
    [var word, ..] when !word.StartsWith('-') => Help.PrintUnknown(word, Console.Error),
    _ => await Server.RunAsync(args),
};
