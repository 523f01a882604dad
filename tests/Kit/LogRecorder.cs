using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Forum.Kit;

/// <summary>Keeps what is logged, with all that an exporter would be given besides the sentence, to look for what must not be in it.</summary>
/// <param name="least">What is below is not asked for.</param>
public sealed class LogRecorder(LogLevel least = LogLevel.Information) : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyCollection<string> Lines => lines;

    public LogLevel Least => least;

    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Recorder(LogRecorder recorder, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => recorder.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= recorder.Least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            recorder.lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}{Beside(state)}{Scopes()}");

        private string Scopes()
        {
            var text = new StringBuilder();
            recorder.scopes.ForEachScope(static (scope, text) => text.Append(" ← ").Append(scope).Append(Beside(scope)), text);
            return text.ToString();
        }

        private static string Beside(object? state) =>
            state is IEnumerable<KeyValuePair<string, object?>> members ? string.Concat(members.Select(member => $" {member.Key}={member.Value}")) : "";
    }
}
