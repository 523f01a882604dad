using Forum.Console.Tests;

[assembly: AssemblyFixture(typeof(Browser))]
