namespace OmniCommerce.Api.Commands;

/// <summary>Says what the program can do.</summary>
internal static class Help
{
    private const string Text = """
        OmniCommerce, one GraphQL API for web, mobile, tills and partners.

          OmniCommerce.Api [--Section:Key=value …]      starts the server
          OmniCommerce.Api schema export                 prints the schema (GraphQL SDL)
          OmniCommerce.Api import products FILE.csv      Shopify's product CSV
          OmniCommerce.Api import locations FILE.json    stores
          OmniCommerce.Api import sales FILE.csv         invoices of a till or another system
          OmniCommerce.Api webhooks add URL --types a,b  sends events to another system; webhooks help says the rest
          OmniCommerce.Api outbox list                   events that wait or failed too often
          OmniCommerce.Api outbox replay ID              has a failed event handled again; --dead for all of them
          OmniCommerce.Api check                         checks all books against each other; exits with 1 when one is wrong
          OmniCommerce.Api migrate                       brings the database to this version
          OmniCommerce.Api reader STORE LABEL tmr_…      a card reader that is registered with Stripe
          OmniCommerce.Api reconcile [DAYS]              compares payments with the provider's books

        Settings come from appsettings.json, the environment (Section__Key) and the command line. The most used:
          --urls http://127.0.0.1:5080        where it listens
          --Data:Directory=data               where SQLite and other files are kept
          --Database:Provider=Sqlite          Sqlite, SqlServer or PostgreSql
          --ConnectionStrings:Commerce=…      the database, for SqlServer and PostgreSql
          --Redis:Configuration=host:6379     sessions' hot copies and news between nodes; without it, in process
          --Payments:Provider=Stripe          takes real money, with Payments:Stripe:ApiKey and Payments:Stripe:WebhookSecret
          --GraphQL:ShowSchema=true           introspection and the page for browsers, where there is no demo data
          --GraphQL:TrustedDocuments=PATH     executes the documents of this folder or manifest and no others
          --Demo:Load=true                    loads the demo catalogue, stores, customers
          --Stores:AllowUnenrolledTills=true  lets a device call itself a till; for demos only
        """;

    public static int Print(TextWriter output)
    {
        output.WriteLine(Text);
        return 0;
    }

    public static int PrintUnknown(string word, TextWriter output)
    {
        output.WriteLine($"There is no command '{word}'.");
        output.WriteLine();
        output.WriteLine(Text);
        return 2;
    }
}
