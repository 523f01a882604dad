// Every story has the machine to itself: several of them run the whole forum, and kill parts of it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
