namespace Forum.Console.Access;

/// <summary>
/// The issuer's public address is the console's own, which need not be reachable from where the console runs.
/// What the console itself has to ask of the issuer (keys, tokens) goes to Identity's address inside the network.
/// </summary>
internal sealed class IssuerInside(Uri publicAddress, Uri inside) : DelegatingHandler(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(3) })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } asked && publicAddress.IsBaseOf(asked))
            request.RequestUri = new Uri(inside, publicAddress.MakeRelativeUri(asked));
        return base.SendAsync(request, cancellationToken);
    }
}
