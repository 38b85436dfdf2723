using System.Text;
using OmniCommerce.Platform.Imports;

namespace OmniCommerce.UnitTests.Platform;

public sealed class ImportTextTests
{
    [Theory]
    [InlineData("A;B\nCafé;1\n", null)]
    [InlineData("A;B\r\nPlain;1\r\n", null)]
    [InlineData("", null)]
    public async Task Letters_beyond_ASCII_are_read_as_UTF8(string text, long? line) => (await LineOf(Encoding.UTF8.GetBytes(text))).ShouldBe(line);

    [Theory]
    [InlineData("A;B\nPlain;1\nCafé;1\n", 3)]
    [InlineData("Café", 1)]
    public async Task A_file_of_another_encoding_is_told_by_its_line(string text, long line) => (await LineOf(Encoding.Latin1.GetBytes(text))).ShouldBe(line);

    private static async Task<long?> LineOf(byte[] bytes)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        try
        {
            return ImportText.LineThatIsNotUtf8(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
