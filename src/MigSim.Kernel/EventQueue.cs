namespace MigSim.Kernel;

/// <summary>Pending events in the order of (time, order, sequence).</summary>
/// <remarks>
/// A heap with four children per node, because it is shallower than a binary one and the children
/// share cache lines. Its entries hold keys only; what an event calls waits in a slot that never
/// moves. Cancelling empties the slot: the entry stays behind, is recognised by a rank that is no
/// longer its slot's, and is dropped when it comes up, or when such entries are the majority.
/// After an event is taken the root stays vacant for a moment: the event usually schedules the
/// next, which then sinks from the root, one pass through the heap instead of two.
/// </remarks>
internal sealed class EventQueue(EventRank rank)
{
    private const int Arity = 4;
    private const int CompactionSizeMin = 64;

    private Entry[] _heap = new Entry[64];
    private int _count;
    private bool _rootVacant;
    private int _staleCount;

    private Slot[] _slots = new Slot[64];
    private int _slotsUsed = 1; // Slot 0 is the one of the handle of no event.
    private int _slotFree;
    private long _sequence;

    /// <summary>Gets the number of events that are scheduled and not cancelled.</summary>
    public int Count => _count - (_rootVacant ? 1 : 0) - _staleCount;

    /// <summary>Gets the number of entries held, cancelled ones included.</summary>
    internal int EntryCount => _count;

    public EventHandle Add(long time, EventOrder order, Action<object?> callback, object? state)
    {
        if (_sequence == EventRank.SequenceMax)
        {
            throw new InvalidOperationException("A run cannot have that many events.");
        }

        var slot = TakeSlot();
        var key = rank.Of(order, ++_sequence, slot);
        ref var payload = ref _slots[slot];
        payload.Callback = callback;
        payload.State = state;
        payload.Rank = key;
        Insert(new Entry(time, key));
        return new EventHandle(key);
    }

    /// <summary>Cancels an event; false if it has run or was cancelled before.</summary>
    public bool Cancel(EventHandle handle)
    {
        if (handle.IsNone || _slots[EventRank.SlotOf(handle.Rank)].Rank != handle.Rank)
        {
            return false;
        }

        ReleaseSlot(EventRank.SlotOf(handle.Rank));
        _staleCount++;
        if (_staleCount > CompactionSizeMin && _staleCount > _count / 2)
        {
            Compact();
        }

        return true;
    }

    /// <summary>Takes the first event out; false if there is none.</summary>
    public bool TryTake(out DueEvent due)
    {
        if (_rootVacant)
        {
            FillRoot();
        }

        while (_count > 0)
        {
            ref var first = ref _heap[0];
            ref var payload = ref _slots[first.Slot];
            _rootVacant = true;
            if (payload.Rank == first.Rank)
            {
                due = new DueEvent(first.Time, first.Rank, payload.Callback!, payload.State);
                ReleaseSlot(first.Slot);
                return true;
            }

            _staleCount--;
            FillRoot();
        }

        due = default;
        return false;
    }

    private void Insert(Entry entry)
    {
        if (_rootVacant)
        {
            _rootVacant = false;
            Sink(0, entry);
            return;
        }

        if (_count == _heap.Length)
        {
            Array.Resize(ref _heap, _count * 2);
        }

        Rise(_count++, entry);
    }

    private void FillRoot()
    {
        _rootVacant = false;
        _count--;
        if (_count > 0)
        {
            Sink(0, _heap[_count]);
        }
    }

    private void Rise(int index, Entry entry)
    {
        var heap = _heap;
        while (index > 0)
        {
            var parent = (index - 1) / Arity;
            if (!entry.IsBefore(in heap[parent]))
            {
                break;
            }

            heap[index] = heap[parent];
            index = parent;
        }

        heap[index] = entry;
    }

    private void Sink(int index, Entry entry)
    {
        var heap = _heap.AsSpan(0, _count);
        while (true)
        {
            var child = (index * Arity) + 1;
            if (child >= heap.Length)
            {
                break;
            }

            var best = FirstOf(heap.Slice(child, Math.Min(Arity, heap.Length - child)));
            if (!heap[child + best].IsBefore(in entry))
            {
                break;
            }

            heap[index] = heap[child + best];
            index = child + best;
        }

        heap[index] = entry;
    }

    // A tournament without branches: which of four random numbers is the least cannot be
    // predicted, and most of the time of a large queue would go to wrong predictions.
    private static int FirstOf(ReadOnlySpan<Entry> siblings)
    {
        if (siblings.Length == Arity)
        {
            var left = siblings[1].IsBefore(in siblings[0]) ? 1 : 0;
            var right = siblings[3].IsBefore(in siblings[2]) ? 3 : 2;
            return siblings[right].IsBefore(in siblings[left]) ? right : left;
        }

        var best = 0;
        for (var i = 1; i < siblings.Length; i++)
        {
            best = siblings[i].IsBefore(in siblings[best]) ? i : best;
        }

        return best;
    }

    private void Compact()
    {
        var kept = 0;
        // A vacant root goes too: its slot was released when its event was taken.
        for (var i = 0; i < _count; i++)
        {
            if (_slots[_heap[i].Slot].Rank == _heap[i].Rank)
            {
                _heap[kept++] = _heap[i];
            }
        }

        _count = kept;
        _rootVacant = false;
        _staleCount = 0;
        for (var i = kept > 1 ? (kept - 2) / Arity : -1; i >= 0; i--)
        {
            Sink(i, _heap[i]);
        }
    }

    private int TakeSlot()
    {
        if (_slotFree != 0)
        {
            var slot = _slotFree;
            _slotFree = EventRank.SlotOf(_slots[slot].Rank);
            return slot;
        }

        if (_slotsUsed > EventRank.SlotMax)
        {
            throw new InvalidOperationException("A run cannot have that many events pending.");
        }

        if (_slotsUsed == _slots.Length)
        {
            Array.Resize(ref _slots, _slotsUsed * 2);
        }

        return _slotsUsed++;
    }

    private void ReleaseSlot(int slot)
    {
        ref var payload = ref _slots[slot];
        payload.Callback = null;
        payload.State = null;
        payload.Rank = EventRank.None(_slotFree);
        _slotFree = slot;
    }

    /// <summary>An event whose turn has come.</summary>
    internal readonly record struct DueEvent(
        long Time,
        ulong Rank,
        Action<object?> Callback,
        object? State
    );

    private readonly struct Entry(long time, ulong rank)
    {
        public readonly long Time = time;
        public readonly ulong Rank = rank;

        public int Slot => EventRank.SlotOf(Rank);

        public bool IsBefore(in Entry other) =>
            (Time < other.Time) | ((Time == other.Time) & (Rank < other.Rank));
    }

    private struct Slot
    {
        public Action<object?>? Callback;
        public object? State;
        public ulong Rank; // Of its event, or none with the next free slot.
    }
}
