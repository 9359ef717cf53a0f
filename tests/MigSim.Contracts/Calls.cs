namespace MigSim.Contracts;

/// <summary>Calls that shall fail, awaited on the run loop.</summary>
internal static class Calls
{
    /// <summary>Fails unless a call throws; a derived exception will do.</summary>
    public static async Task<T> ThrowsAsync<T>(Func<Task> call)
        where T : Exception
    {
        try
        {
            await call();
        }
        catch (T exception)
        {
            return exception;
        }

        Assert.Fail($"No {typeof(T).Name} was thrown.");
        throw new InvalidOperationException("Never reached.");
    }

    /// <summary>Takes the next items of a stream.</summary>
    public static async Task<List<T>> TakeAsync<T>(IAsyncEnumerable<T> items, int count)
    {
        var taken = new List<T>();
        await foreach (T item in items)
        {
            taken.Add(item);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }
}
