namespace OmniCommerce.Api;

/// <summary>The program cannot start as it is set up. The message is for whoever starts it and says what to set; there is no fault in the program.</summary>
public sealed class SettingException(string message, Exception? cause = null) : Exception(message, cause);
