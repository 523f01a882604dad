using Forum.Kit;

namespace Forum.Tests;

/// <summary>Holds what the services told each other against what each of them has dealt with.</summary>
internal sealed class Books(Infrastructure infrastructure)
{
    /// <summary>Every queue, and which events of which service are told on it. The types of events are matched by a regular expression.</summary>
    private static readonly Queue[] Queues =
    [
        new("registration", "follow-edition", "governance", "^(edition|registration)_"),
        new("registration", "follow-mandate", "governance", "^focal_point_"),
        new("scheduling", "follow-mandate", "governance", "^focal_point_"),
        new("publishing", "follow-mandate", "governance", "^focal_point_"),
        new("scheduling", "follow-edition", "governance", "^(edition|registration)_"),
        new("publishing", "follow-edition", "governance", "^(edition|registration)_"),
        new("scheduling", "follow-delegation", "registration", "^(delegation_(announced|withdrawn|returned)|composition_changed|member_substituted|level_changed|credentials_(received|accepted|rejected)|speaking_requested|round_table_choices_ranked)$"),
        new("publishing", "follow-delegation", "registration", "^(delegation_(announced|withdrawn|returned)|composition_changed|member_substituted|level_changed|credentials_(received|accepted|rejected))$"),
        new("publishing", "hear-arrival", "registration", "^delegation_arrived$"),
        new("scheduling", "seat-at-planned-table", "scheduling", "^(round_table_planned|meeting_changed|interpretation_assigned|services_yielded|meeting_cancelled)$"),
        new("scheduling", "release-withdrawal", "scheduling", "^(office_vacated|inscription_withdrawn|seat_released)$"),
        new("scheduling", "draft-notices", "scheduling", "^programme_released$"),
        new("scheduling", "forget-texts", "scheduling", "^inscription_withdrawn$"),
        new("publishing", "follow-meeting", "scheduling", "^((meeting|officer|office)_.*|interpretation_assigned|services_yielded)$"),
        new("publishing", "question-summaries", "scheduling", "^(officer_designated|officer_released|office_vacated)$"),
        new("publishing", "follow-round-table", "scheduling", "^round_table_planned$"),
        new("publishing", "follow-seat", "scheduling", "^seat_(allocated|released)$"),
        new("publishing", "hear-statement", "scheduling", "^statement_delivered$"),
    ];

    /// <summary>Whatever was committed has been dealt with by everybody who is to hear of it.</summary>
    public async Task NothingIsLost()
    {
        foreach (var queue in Queues)
        {
            await Eventually.Holds(
                async () =>
                {
                    var committed = await infrastructure.DatabaseOf(queue.Source).Query<Guid>($"select id from mt_events where type ~ '{queue.Types}'");
                    var received = await Received(queue);
                    committed.Except(received).ShouldBeEmpty();
                    received.Except(committed).ShouldBeEmpty();
                    received.Count.ShouldBe(committed.Count);
                },
                $"{queue.Name} has dealt with all that was committed");
        }
    }

    /// <summary>A message that came twice had one effect; a table or a list names nobody twice.</summary>
    public async Task NothingIsAppliedTwice()
    {
        var scheduling = infrastructure.DatabaseOf("scheduling");
        (await scheduling.Query<string>("""
            select e.type || ' of message ' || e.causation_id
            from mt_events e
            join mt_doc_received r on r.id = 'scheduling-follow-delegation/' || replace(e.causation_id, '-', '')
            where e.type = 'speaker_inscribed'
            group by e.causation_id, e.type
            having count(*) > 1
            """)).ShouldBeEmpty();
        (await scheduling.Query<string>("""
            select seat ->> 'Participant' || ' at table ' || (t.data ->> 'Number')
            from mt_doc_roundtable t, jsonb_array_elements(t.data -> 'Seats') seat
            group by t.id, seat ->> 'Participant', t.data ->> 'Number'
            having count(*) > 1
            """)).ShouldBeEmpty();
        (await scheduling.Query<string>("""
            select entry -> 'Inscription' ->> 'Participant'
            from mt_doc_speakerslist l, jsonb_array_elements(l.data -> 'Entries') entry
            where entry -> 'Inscription' ->> 'Participant' is not null
            group by l.id, entry -> 'Inscription' ->> 'Participant'
            having count(*) > 1
            """)).ShouldBeEmpty();
        (await infrastructure.DatabaseOf("registration").Query<string>("""
            select data -> 'Listing' ->> 'Participant' from mt_events where type = 'delegation_announced' group by 1, data -> 'Listing' ->> 'EditionId' having count(*) > 1
            """)).ShouldBeEmpty();
    }

    /// <summary>No queue holds a message any more; nothing came to rest in an error queue or among the dead letters.</summary>
    public async Task NothingIsPutAside()
    {
        await Eventually.Holds(
            async () => (await infrastructure.Broker.Messages()).Where(queue => queue.Value > 0).ShouldBeEmpty(),
            "all queues are empty");
        var queues = await infrastructure.Broker.Queues();
        queues.ShouldNotBeEmpty();
        queues.ShouldAllBe(queue => !queue.EndsWith("_error", StringComparison.Ordinal) && !queue.EndsWith("_skipped", StringComparison.Ordinal));
        queues.Where(queue => !queue.EndsWith("-dead-letters", StringComparison.Ordinal)).ShouldBe(Queues.Select(queue => queue.Name), ignoreOrder: true, "a queue that these books do not know");
    }

    private async Task<IReadOnlyList<Guid>> Received(Queue queue) =>
        await infrastructure.DatabaseOf(queue.Service).Query<Guid>($"select split_part(id, '/', 2)::uuid from mt_doc_received where id like '{queue.Name}/%'");

    /// <param name="Service">Who listens.</param>
    /// <param name="Source">Who tells.</param>
    private sealed record Queue(string Service, string Consumer, string Source, string Types)
    {
        public string Name => $"{Service}-{Consumer}";
    }
}
