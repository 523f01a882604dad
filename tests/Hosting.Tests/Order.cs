// Most of them wait for something to happen (a lock that is given up, a webhook's next attempt), which keeps no processor busy.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
