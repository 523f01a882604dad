using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Solving.Seats;

/// <summary>
/// The order that decides between participants who are equal in every other aim. A lot is drawn for each from the published seed and its identifier, so that anyone
/// can draw it again: SHA-256 of "seed|identifier", the first eight bytes as a number, the smallest first. The lots of one group are then handed to its members in
/// the order of receipt (domain rule S3): between groups the lot decides, inside a group who came first.
/// </summary>
internal static class Lot
{
    /// <summary>The place of each participant, from 0; the first is served first.</summary>
    public static int[] Places(IReadOnlyList<Participant> participants, int seed)
    {
        var drawn = participants.Select(p => (Number: Number(seed, p.Id), p.Id)).ToArray();
        var inOrder = Enumerable.Range(0, participants.Count).OrderBy(i => drawn[i].Number).ThenBy(i => drawn[i].Id, StringComparer.Ordinal).ToArray();
        var place = new int[participants.Count];
        for (var i = 0; i < inOrder.Length; i++)
            place[inOrder[i]] = i;
        var given = new int[participants.Count];
        foreach (var group in Enumerable.Range(0, participants.Count).GroupBy(i => (participants[i].Kind, participants[i].Group)))
        {
            var places = group.Select(i => place[i]).Order();
            var members = group.OrderBy(i => participants[i].ReceivedAt).ThenBy(i => place[i]);
            foreach (var (member, at) in members.Zip(places))
                given[member] = at;
        }
        return given;
    }

    private static ulong Number(int seed, string id) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{id}")));
}
