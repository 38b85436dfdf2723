using System.Security.Cryptography;
using System.Text;
using OmniCommerce.Kernel;

namespace OmniCommerce.Catalog.Domain;

/// <summary>The SKU of a variant to which its retailer gave none: CLASSIC-VARSITY-TOP-SMALL. The same handle and options always make the same one.</summary>
internal static class MadeSku
{
    private const int HashLength = 9;

    public static Sku Of(string handle, IReadOnlyList<string> options)
    {
        var text = string.Join('-', [handle, .. options]);
        var code = new StringBuilder(text.Length);
        foreach (var character in text.Trim())
            code.Append(char.IsWhiteSpace(character) || char.IsControl(character) ? '-' : char.ToUpperInvariant(character));

        // What does not fit is cut, and a hash of the whole keeps it unique.
        if (code.Length > Sku.MaxLength)
        {
            var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            code.Length = Sku.MaxLength - HashLength;
            code.Append('-').Append(hash, 0, HashLength - 1);
        }

        return Sku.Of(code.ToString());
    }
}
