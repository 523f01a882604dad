namespace Forum.Registration.People;

/// <summary>Words somebody wrote freely about a delegation. They may name people, so they are kept as persons are: beside the streams, referred to by id.</summary>
public sealed record Remark(Guid Id, Guid DelegationId, string Text);
