using System.Text;

namespace MigSim.Lab.Shell;

/// <summary>Takes the output of a process: splits it into lines and counts its length.</summary>
internal sealed class OutputPump(
    ShellLimits limits,
    Func<string, ValueTask> take,
    bool splitLines,
    Action overflow
)
{
    private readonly StringBuilder _line = new();
    private long _length;
    private bool _isFull;

    /// <summary>Reads to the end, whatever happens: a process must not wait for its reader.</summary>
    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        Decoder decoder = new UTF8Encoding(false).GetDecoder();
        byte[] bytes = new byte[16 * 1024];
        char[] characters = new char[(16 * 1024) + 1];
        int count;
        do
        {
            count = await stream.ReadAsync(bytes, cancellationToken);
            int length = decoder.GetChars(bytes, 0, count, characters, 0, flush: count == 0);
            await TakeAsync(characters.AsMemory(0, length));
        } while (count > 0);

        if (_line.Length > 0 && !_isFull)
        {
            await take(_line.ToString());
        }
    }

    private async ValueTask TakeAsync(ReadOnlyMemory<char> text)
    {
        _length += text.Length;
        if (_isFull || _length > limits.OutputLengthMax)
        {
            Overflow();
            return;
        }

        if (!splitLines)
        {
            await take(text.ToString());
            return;
        }

        int end;
        while ((end = text.Span.IndexOf('\n')) >= 0)
        {
            _line.Append(text.Span[..end]);
            text = text[(end + 1)..];
            string line = _line.ToString();
            _line.Clear();
            await take(line.EndsWith('\r') ? line[..^1] : line);
        }

        _line.Append(text.Span);
        if (_line.Length > limits.LineLengthMax)
        {
            Overflow();
        }
    }

    private void Overflow()
    {
        if (!_isFull)
        {
            _isFull = true;
            _line.Clear();
            overflow();
        }
    }
}
