using System.Diagnostics;
using System.Net;
using Forum.Operations.Intake;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;

namespace Forum.Operations.Tests;

/// <summary>Who sends need not mean well.</summary>
public sealed class When_anything_at_all_is_sent(OperationsFixture operations) : IClassFixture<OperationsFixture>
{
    private const int Seed = 20060914;

    private static readonly byte[] Real = Exported.Of("registration", source =>
    {
        using var request = source.StartActivity("POST /delegations", ActivityKind.Server)!;
        request.SetTag("http.route", "/delegations").SetTag("list", new[] { "one", "two" }).AddEvent(new ActivityEvent("something"));
        using var inner = source.StartActivity("announce", ActivityKind.Producer, request.Context, links: [new(request.Context)]);
    });

    [Fact]
    public void a_hundred_thousand_mutated_messages_are_read_or_refused()
    {
        var random = new Random(Seed);
        int read = 0, refused = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var message = Mutated(random);
            try
            {
                switch (i % 3)
                {
                    case 0: OtlpReader.Spans(message); break;
                    case 1: OtlpReader.Lines(message); break;
                    default: OtlpReader.Dropped(message); break;
                }

                read++;
            }
            catch (Exception fault) when (fault is InvalidProtocolBufferException or MalformedSpan)
            {
                refused++;
            }
        }

        read.ShouldBeGreaterThan(1_000);
        refused.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public async Task no_answer_is_a_fault_of_ours()
    {
        var random = new Random(Seed + 1);
        for (var i = 0; i < 500; i++)
        {
            using var answer = await operations.Export(Mutated(random), (i % 3) switch { 0 => "logs", 1 => "metrics", _ => "traces" });
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.TooManyRequests);
        }
    }

    [Fact]
    public void what_nests_deeper_than_anybody_means_is_cut_and_not_followed()
    {
        // An attribute that is a list in a list in a list, ten thousand deep.
        var value = Field(1, "deepest"u8.ToArray());
        for (var i = 0; i < 10_000; i++)
            value = Field(5, Field(1, value));
        var attribute = Field(1, "nested"u8.ToArray()).Concat(Field(2, value)).ToArray();
        byte[] span = [.. Field(1, new byte[16]), .. Field(2, new byte[8]), .. Field(9, attribute)];
        OtlpReader.Spans(Field(1, Field(2, Field(2, span)))).ShouldHaveSingleItem();
    }

    [Fact]
    public void what_does_not_fit_is_shed_and_there_is_room_again_when_it_is_stored()
    {
        var queue = new IntakeQueue(new FakeTimeProvider());
        var batch = new Batch([], [.. Enumerable.Repeat(new LineTaken(0, "scheduling", 17, "", "", null, null, []), IntakeQueue.Most)], []);
        queue.Offer(batch).ShouldBeTrue();
        var more = new Batch([], [new LineTaken(0, "scheduling", 17, "", "", null, null, [])], []);
        queue.Offer(more).ShouldBeFalse();
        queue.Losses["shed"].ShouldBe(1);
        queue.Waiting.ShouldBe(IntakeQueue.Most);
        queue.Done(batch);
        queue.Offer(more).ShouldBeTrue();
    }

    private static byte[] Mutated(Random random)
    {
        if (random.Next(10) == 0)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            return noise;
        }

        var bytes = Real.ToList();
        for (var times = random.Next(1, 6); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveAt(at); break;
                case 3: bytes.Insert(at, (byte)random.Next(256)); break;
                default: bytes.RemoveRange(at, random.Next(bytes.Count - at)); break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Field(int number, byte[] content)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(content));
        }

        return stream.ToArray();
    }
}
