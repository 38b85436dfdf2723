using OmniCommerce.Benchmarks.Shop;

return args switch
{
    ["shop", var url, var processId, .. var options] => await ShopBenchmark.RunAsync(new Uri(url), int.Parse(processId), options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("shop URL PROCESS-ID [seconds per step]   the shop's operations over HTTP; see scripts/bench.sh");
    return 2;
}
