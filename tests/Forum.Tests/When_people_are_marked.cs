using Forum.Registration.People;

namespace Forum.Tests;

/// <summary>Personal data is in Registration's documents of people, what delegations said in Publishing's notes, and nowhere else; and when they are erased, it is nowhere.</summary>
public sealed class When_people_are_marked(MarkedPeople forum) : IClassFixture<MarkedPeople>
{
    [Fact]
    public void no_log_names_them_at_any_level()
    {
        foreach (var service in Infrastructure.Services)
        {
            var said = forum.LogOf(service);
            said.ShouldContain(line => line.StartsWith("Trace ", StringComparison.Ordinal) || line.StartsWith("Debug ", StringComparison.Ordinal), service);
            forum.Marks.FoundIn(said).ShouldBeEmpty(service);
        }
    }

    [Fact]
    public void no_span_names_them()
    {
        forum.Spans.ShouldContain(span => span.Contains("POST /delegations", StringComparison.Ordinal));
        forum.Marks.FoundIn(forum.Spans).ShouldBeEmpty();
    }

    [Fact]
    public void no_address_names_them()
    {
        forum.Addresses.ShouldContain("/people/search");
        forum.Marks.FoundIn(forum.Addresses).ShouldBeEmpty();
    }

    [Fact]
    public void no_metric_names_them()
    {
        forum.Measurements.ShouldContain(measurement => measurement.StartsWith("http.server.request.duration", StringComparison.Ordinal));
        forum.Marks.FoundIn(forum.Measurements).ShouldBeEmpty();
    }

    [Theory, InlineData("traces"), InlineData("metrics"), InlineData("logs")]
    public void nothing_that_is_exported_names_them(string signal)
    {
        var exported = forum.Exported.Where(export => export.Signal == signal).Select(export => export.Body).ToArray();
        exported.ShouldNotBeEmpty();
        forum.Marks.FoundIn(exported).ShouldBeEmpty();
    }

    [Fact]
    public void no_message_names_them_and_no_queue_holds_one_that_does()
    {
        forum.Overheard.ShouldContain(message => message.Contains("DelegationWithdrawn", StringComparison.Ordinal));
        forum.Marks.FoundIn(forum.Overheard).ShouldBeEmpty();
        forum.LeftInQueues.ShouldContain(body => body.Contains("this is no JSON", StringComparison.Ordinal));
        forum.Marks.FoundIn(forum.LeftInQueues).ShouldBeEmpty();
    }

    [Fact]
    public void nobody_else_is_told_of_them()
    {
        forum.ToldToOthers.ShouldContain(told => told.Contains(" OK ", StringComparison.Ordinal));
        forum.Marks.FoundIn(forum.ToldToOthers).ShouldBeEmpty();
    }

    [Fact]
    public void they_are_in_their_own_documents_and_in_no_other_table()
    {
        new[] { "person", "personinprint", "remark", "communication", "organizationtext", "stagedrow", "stagedfile", "actiontaken" }.Select(table => $"public.mt_doc_{table}").ShouldBeSubsetOf(forum.Held["registration"]);
        forum.Held["registration"].ShouldBeSubsetOf(PersonalData.Kinds.Select(kind => $"public.mt_doc_{kind.Document.Name.ToLowerInvariant()}"));
        forum.Held["publishing"].ShouldBe(["public.mt_doc_notehead", "public.mt_doc_notetakers", "public.mt_doc_notetext"], "what delegations said is in the notes");
        foreach (var service in Infrastructure.Services.Except(["registration", "publishing"]))
            forum.Held[service].ShouldBeEmpty(service);
    }

    [Fact]
    public void erased_they_are_in_no_table_at_all_also_after_everything_was_built_anew()
    {
        foreach (var service in Infrastructure.Services)
            forum.AfterErasure[service].ShouldBeEmpty(service);
    }
}
