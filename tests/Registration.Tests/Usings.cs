global using CredentialsState = Forum.Contracts.Registration.CredentialsState;
global using DelegationStanding = Forum.Contracts.Registration.DelegationStanding;
global using EditionState = Forum.Contracts.Governance.EditionState;
global using ListKind = Forum.Contracts.Registration.ListKind;
global using ParticipantCategory = Forum.Contracts.Registration.ParticipantCategory;
global using RankLevel = Forum.Contracts.Registration.RankLevel;
global using RegionalGroup = Forum.Contracts.Registration.RegionalGroup;
