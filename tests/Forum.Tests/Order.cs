// One story after the other: several of them run the whole forum, and kill parts of it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
