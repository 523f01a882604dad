using Forum.Contracts.Registration;
using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using Forum.Registration.Editions;
using Forum.Registration.Participants;
using Forum.Registration.People;
using Delegation = Forum.Registration.Delegations.Delegation;

namespace Forum.Registration.Imports;

/// <summary>What a list wants of one delegation, decided by the rules of the commands that it stands for.</summary>
/// <param name="Rows">Those that have an effect.</param>
public sealed record DelegationPlan(StagedDelegation Staged, IReadOnlyList<StagedRow> Rows)
{
    private IEnumerable<StagedRow> Added => Rows.Where(static row => row.Effect is RowEffect.Added).OrderBy(static row => row.Role is not DelegationRole.HeadOfDelegation);

    private IEnumerable<StagedRow> Changed => Rows.Where(static row => row.Effect is RowEffect.Changed);

    /// <param name="admission">Against what a new delegation is held.</param>
    /// <param name="current">The delegation as it stands; null when there is none.</param>
    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The edition does not let it, or the delegation would not be what the rules want it to be.</exception>
    public IReadOnlyList<object> Decide(KnownEdition edition, Admission admission, Delegation? current, DateTimeOffset now)
    {
        if (current is null)
            return [.. Register(edition, admission, now)];
        edition.MustLetChange(bySecretariat: true);
        if (Rows.Count == 0)
            return [];
        return current.Listing.Standing is DelegationStanding.Invited ? [.. Announce(current, now)] : [.. Change(current, now)];
    }

    /// <summary>The documents of those who come new.</summary>
    public Person[] Newcomers() => [.. Added.Select(row => new Person(row.PersonId!.Value, Staged.DelegationId, row.Name!, row.Title!) { Reference = row.Reference })];

    /// <summary>The documents of those who are called otherwise from then on.</summary>
    public IEnumerable<Person> Renamed(IReadOnlyDictionary<Guid, Person> people) => Changed
        .Where(static row => row.Changes.Any(static column => column is "name" or "title" or "reference"))
        .Where(row => people.ContainsKey(row.PersonId!.Value))
        .Select(row => people[row.PersonId!.Value] with { Name = row.Name!, Title = row.Title!, Reference = row.Reference });

    private IEnumerable<object> Register(KnownEdition edition, Admission admission, DateTimeOffset now)
    {
        var (head, others) = Members();
        var command = new RegisterDelegation { EditionId = edition.Id, Participant = Staged.Code, Name = Staged.OwnName, Category = Staged.Category!.Value, Head = head, Members = others };
        // The secretariat registers whom no accreditation is asked of without one.
        var held = Organizations.Organization.IsAskedOf(command.Category) ? admission : admission with { Accreditation = null };
        return command.Decide(edition, held, Staged.DelegationId, [.. Added.Select(static row => row.PersonId!.Value)], now);
    }

    private IEnumerable<object> Announce(Delegation current, DateTimeOffset now)
    {
        var (head, others) = Members();
        return new AnnounceDelegation { Head = head, Members = others }.Decide(current, [.. Added.Select(static row => row.PersonId!.Value)], now);
    }

    private List<object> Change(Delegation current, DateTimeOffset now)
    {
        var command = new ChangeComposition
        {
            Add = [.. Added.Select(Member)],
            Remove = [.. Rows.Where(static row => row.Effect is RowEffect.Removed).Select(static row => row.PersonId!.Value)],
            Reassign = [.. Changed.Select(static row => new Reassignment { PersonId = row.PersonId!.Value, Role = row.Role!.Value, Rank = row.Rank })],
        };
        List<object> events = [.. command.Decide(current, [.. Added.Select(static row => row.PersonId!.Value)], now)];
        var after = events.Aggregate(current, static (delegation, e) => delegation.Evolve(e));
        foreach (var row in Changed.Where(static row => row.Changes.Contains("title")))
        {
            foreach (var changed in new ChangeLevel { PersonId = row.PersonId!.Value, Rank = row.Rank!.Value, Title = row.Title }.Decide(after, retitled: true, now))
            {
                events.Add(changed);
                after = after.Evolve(changed);
            }
        }

        return events;
    }

    private (Head Head, Member[] Others) Members()
    {
        StagedRow[] added = [.. Added];
        if (added.Length == 0 || added[0].Role is not DelegationRole.HeadOfDelegation)
            throw new Refusal("head-needed", "A delegation has a head. Say who of it leads it.", "members");
        return (new Head { Name = added[0].Name!, Title = added[0].Title!, Rank = added[0].Rank!.Value }, [.. added.Skip(1).Select(Member)]);
    }

    private static Member Member(StagedRow row) => new() { Name = row.Name!, Title = row.Title!, Role = row.Role!.Value, Rank = row.Rank!.Value };
}
