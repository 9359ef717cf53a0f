namespace MigSim.Experiments.Tests.Input;

/// <content>Values with a wrong unit, sign or size.</content>
internal static partial class BadInputs
{
    private static IEnumerable<BadInput> Quantities =>
        [
            Of(
                "wrong unit",
                "128 MiB",
                "^128 Mbit",
                "expected a data size above 0 such as '128 MiB', found '128 Mbit'; did you mean '128 MiB'?"
            ),
            Of(
                "wrong kind of unit",
                "18 s",
                "^18 MiB",
                "expected a duration such as '10 ms', found '18 MiB'"
            ),
            Of("missing unit", "18 s", "^18", "expected a duration such as '10 ms', found '18'"),
            Of(
                "negative size",
                "128 MiB",
                "^-128 MiB",
                "expected a data size above 0 such as '128 MiB', found '-128 MiB'"
            ),
            Of(
                "size of zero",
                "128 MiB",
                "^0 MiB",
                "expected a data size above 0 such as '128 MiB', found '0 MiB'"
            ),
            Of(
                "negative time",
                "18 s",
                "^-18 s",
                "expected a duration such as '10 ms', found '-18 s'"
            ),
            Of(
                "decimal comma",
                "at: 18 s",
                "at: ^'0,25 ms'",
                "expected a duration such as '10 ms', found '0,25 ms'; did you mean '0.25 ms'?"
            ),
            Of("no number", "18 s", "^.nan", "expected a duration such as '10 ms', found '.nan'"),
            Of(
                "too great a number",
                "18 s",
                "^1e99 s",
                "expected a duration such as '10 ms', and at most 10000 h, found '1e99 s'"
            ),
            Of(
                "too great a time",
                "18 s",
                "^99999 h",
                "expected a duration such as '10 ms', and at most 10000 h, found '99999 h'"
            ),
            Of(
                "too fine a time",
                "18 s",
                "^5 ns",
                "expected a duration such as '10 ms', found '5 ns'"
            ),
            Of(
                "part of a byte",
                "128 MiB",
                "^0.3 B",
                "expected a data size above 0 such as '128 MiB', found '0.3 B'"
            ),
            Of(
                "interval of zero",
                "10 ms",
                "^0 ms",
                "expected a duration above 0 such as '10 ms', found '0 ms'"
            ),
            Of(
                "count of zero",
                "3000",
                "^0",
                "expected a count, 1 or more, such as '3000', found '0'"
            ),
            Of(
                "part of a count",
                "3000",
                "^2.5",
                "expected a count, 1 or more, such as '3000', found '2.5'"
            ),
            Of(
                "count with a unit",
                "3000",
                "^3000 pings",
                "expected a count, 1 or more, such as '3000', found '3000 pings'; did you mean '3000'?"
            ),
            Of(
                "zero-bandwidth link",
                Platform,
                "value: 1 Gbit/s",
                "value: ^0 Gbit/s",
                "expected a data rate above 0 such as '1 Gbit/s', found '0 Gbit/s'"
            ),
            Of(
                "zero-bandwidth link of one host",
                Platform,
                "lan: 192.168.1.11",
                "lan: { address: 192.168.1.11, bandwidth: ^0 bit/s }",
                "expected a data rate above 0 such as '1 Gbit/s', found '0 bit/s'"
            ),
            Of(
                "no address",
                Platform,
                "192.168.1.11",
                "^192.168.1.256",
                "expected an IPv4 address such as '192.168.1.10', found '192.168.1.256'"
            ),
        ];
}
