namespace OmniCommerce.IntegrationTests.Support;

/// <summary>A file with this text, for as long as the test needs it.</summary>
public sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string text) => File.WriteAllText(Path, text);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}

/// <summary>Real data beside the project, which is not part of it. Without it the tests that ask for it are skipped.</summary>
public static class SharedData
{
    /// <summary>The file's path in <c>shared/data</c> beside, or above, the directory of the solution.</summary>
    public static string Path(string file)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var path = System.IO.Path.Combine(directory.FullName, "shared", "data", file);
            if (File.Exists(path))
                return path;
        }

        Assert.Skip($"shared/data/{file} is not there.");
        return "";
    }
}
